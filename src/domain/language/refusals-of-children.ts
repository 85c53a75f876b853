import type { RefusalWords } from './refusal-words.ts';

/** What is refused about a child: its care, its move, its reviews, its family, its whereabouts. */
export const refusalsOfChildren = {
  'last-day-past': {
    says: 'The last day of a team lies ahead, so that its children can be handed over before it.',
    canDo: 'Choose a later day.',
  },
  'not-in-care': {
    says: 'No team of the network answers for this child yet.',
    canDo: 'Take the child on first.',
  },
  'take-on-for-another': {
    says: 'A child is taken on for the own team, not for another one without its acceptance.',
    canDo: 'Ring that team, or take the child on for yours and hand it over.',
  },
  'team-holds-nobody': {
    says: 'That team visits no families, so it answers for no child.',
    canDo: 'Take the child on for a team of health visiting or of the programme.',
  },
  'already-in-care': {
    says: 'A team already answers for this child.',
    canDo: 'Ask that team to offer a handover, or open a claim for a person to settle.',
  },
  'care-has-ended': {
    says: 'Accountability for this child has ended for a recorded reason.',
    canDo: 'If it ended by mistake, reverse the end.',
  },
  'not-ended': {
    says: 'Accountability for this child has not ended, so there is nothing to reverse.',
    canDo: 'Go back to the child’s page.',
  },
  'end-needs-confirmation': {
    says: 'Accountability ends only when a named person confirms the reason.',
    canDo: 'Give the reason and the name of the person who confirmed it.',
  },
  'end-needs-named-nurse': {
    says: 'Social care watches over this child, or a danger comes along, so that care ends here is confirmed by a named or designated nurse.',
    canDo: 'Ask the named nurse, and give that name as who confirmed it.',
  },
  'end-does-not-fit': {
    says: 'That reason is not true of this child.',
    canDo: 'Choose the reason that is. If the record itself is wrong, correct it first.',
  },
  'end-while-handover-open': {
    says: 'A handover for this child is open.',
    canDo: 'Close or withdraw the handover first.',
  },
  'duplicate-of-none': {
    says: 'A duplicate ends only into the record in which the child goes on, and none is named that does.',
    canDo:
      'Give the NHS number of the other record, or its reference, which stands in the address of its page. If there is none, this is no duplicate.',
  },
  'duplicate-sealed': {
    says: 'The other record is sealed, and your team has no right to it.',
    canDo: 'Ask the named nurse of your organisation, who reaches whoever holds it.',
  },
  'not-sealed': {
    says: 'This record is not the sealed one of an adopted child.',
    canDo: 'Hand the child over as every other.',
  },
  'summary-names': {
    says: 'The summary has something by which the first family could be found.',
    canDo: 'Write “the child” and “the mother”, without names, numbers, addresses and references.',
  },
  'no-death-recorded': {
    says: 'The death of no child who was born is confirmed here, so there is nothing to tell those who review deaths.',
    canDo: 'Confirm the death first. That they were told before that is recorded with its true time.',
  },
  'hold-stands': {
    says: 'A legal hold stands on this record: nothing of it is removed or put away.',
    canDo: 'Ask for whom it is kept. Two people lift it, one of them a named or designated nurse.',
  },
  'no-hold': {
    says: 'No legal hold stands on this record.',
    canDo: 'Open the child’s page to see what stands.',
  },
  'adopted-needs-new-holder': {
    says: 'The old record of an adopted child ends only when the new record has a holder.',
    canDo:
      'Wait until the new record is held, then end this one with its number: that of another record in care, of a child born on the same day, with nothing of the first family in it.',
  },
  'no-such-enquiry': {
    says: 'There is no open move enquiry with that reference.',
    canDo: 'Open the child’s page to see its enquiries.',
  },
  'enquiry-settled': {
    says: 'A person has already settled this move enquiry.',
    canDo: 'Open the child’s page to see what was decided.',
  },
  'not-within-area': {
    says: 'That address lies in another area than the one where the team that answers works.',
    canDo: 'Settle that the child has moved: the handover there is then prepared.',
  },
  'move-needs-handover': {
    says: 'The child sleeps in another area, so a handover has to follow.',
    canDo: 'Settle it with the desk to which the child is handed over.',
  },
  'no-such-claim': { says: 'There is no open claim with that reference.', canDo: 'Open the child’s page.' },
  'number-borne': {
    says: 'Another child in care bears this NHS number.',
    canDo:
      'Find that child by its number: you are told who answers, or whom to ring. If it is the same child, that team hands it over; if not, check the number.',
  },
  'number-put-away': {
    says: 'No record can be made or kept with this NHS number.',
    canDo:
      'Check the number. If it is right, ask the named nurse of your organisation, and write it nowhere else.',
  },
  'pregnancy-followed': {
    says: 'The mother’s NHS number stands on the record of an unborn child in care, and one pregnancy has one record.',
    canDo:
      'Ring the team that is named, or else the named nurse of your organisation: the child comes to you by a handover from there. If it is another pregnancy, check the mother’s number and the expected date.',
  },
  'not-found-yet': {
    says: 'Nobody knows yet where the child sleeps, so the family is not found.',
    canDo:
      'Record what was said as an answer of whoever was asked, and go on asking; or say where the child sleeps.',
  },
  'claim-needs-handover': {
    says: 'The child is to be handed over to the other team, and no handover goes there yet.',
    canDo: 'The team that answers for the child prepares it first. Then the claim is settled.',
  },
  'own-claim': { says: 'Your team already answers for this child.', canDo: 'Nothing needs to be done.' },
  'not-born-that-day': {
    says: 'The child was not born on that day: whoever visited saw the mother.',
    canDo:
      'Check the day. If it is right, the child is still to be seen itself: record that once it has been.',
  },
  'already-born': { says: 'The birth has already been recorded.', canDo: 'Correct it if it is wrong.' },
  'schedules-stopped': {
    says: 'Every schedule of this child has been stopped after a loss or a death.',
    canDo: 'If that was recorded in error, resume the schedules.',
  },
  'loss-on-client': {
    says: 'This loss or death was recorded on the mother’s own page.',
    canDo: 'Take it back there, so that mother and child go on together.',
  },
  'no-such-review': {
    says: 'This child’s schedule has no such review.',
    canDo: 'Open the child’s page to see its reviews.',
  },
  'review-settled': {
    says: 'This review has already been done or declined.',
    canDo: 'Open the child’s page to see when and by whom.',
  },
  'no-missed-reviews': {
    says: 'No review has been missed since the child was last seen.',
    canDo: 'Open the child’s page to see its reviews.',
  },
  'review-not-on-that-day': {
    says: 'That review could not happen on that day.',
    canDo: 'Check the date. If the child was seen on another occasion, record that the child was seen.',
  },
  'missing-already-open': {
    says: 'The procedure for a missing family is already running for this child.',
    canDo: 'Add to it who was asked and what they said.',
  },
  'not-missing': {
    says: 'No procedure for a missing family is running for this child.',
    canDo: 'Open one if nobody knows where the child is.',
  },
  'still-missing': {
    says: 'Nobody knows where this child is, so nothing may close.',
    canDo: 'Find the family, and record how, or go on asking.',
  },
  'not-open-with-parent': {
    says: 'Hiding is suspected, so it was decided not to be open with the parent yet.',
    canDo: 'Record the decision to be open first, or ask the named nurse.',
  },
  'not-open-needs-reason': {
    says: 'A decision not to be open with the parent needs a reason, a name and a day on which it is looked at again.',
    canDo: 'Give all three.',
  },
  'already-admitted': {
    says: 'A stay away from home is already on record.',
    canDo: 'Record the discharge first.',
  },
  'discharge-too-far': {
    says: 'A discharge is planned for six weeks ahead at most.',
    canDo: 'Check the year, or plan a day within six weeks and plan again when it comes.',
  },
  'not-admitted': { says: 'No stay away from home is on record.', canDo: 'Record the admission first.' },
  'address-not-checked': {
    says: 'The address to which the child goes has not been checked.',
    canDo: 'Say that it is the one on record, or give the other one.',
  },
  'no-contact-owed': {
    says: 'No contact after a discharge is owed for this child.',
    canDo: 'Record the discharge first, or record that the child was seen.',
  },
  'no-carer-recorded': {
    says: 'Nobody but the mother is recorded as caring for this child.',
    canDo: 'Record who cares for the child first.',
  },
  'mother-has-died': {
    says: 'The mother is recorded as dead, so the child is not with her.',
    canDo: 'Record who cares for the child now. If her death was recorded in error, take that back first.',
  },
  'mother-not-in-care': {
    says: 'The mother is not recorded as looked after or a care leaver.',
    canDo: 'Record that first, with the name of her worker.',
  },
  'already-declined-visiting': {
    says: 'It is on record already that she does not want health visiting.',
    canDo: 'Record what you found when you looked at it again.',
  },
  'visiting-not-declined': {
    says: 'It is not on record that she does not want health visiting.',
    canDo: 'Record that first, with what she said.',
  },
  'unseen-is-concern': {
    says: 'Nobody has seen this child about the time of the refusal, so nobody can say that there is no concern.',
    canDo: 'Find out who has seen the child, and when, or record the concern.',
  },
  'decline-review-outside': {
    says: 'A refusal is looked at again within a week where there is concern, and within a quarter where there is none.',
    canDo: 'Choose a day within that time.',
  },
  'under-13-is-referred': {
    says: 'A mother under 13 is always referred to children’s social care.',
    canDo: 'Refer her, and record to whom.',
  },
  'not-in-programme': {
    says: 'This child is not in the programme, or has left it already.',
    canDo: 'Open the child’s page to see by which door.',
  },
  'child-held-elsewhere': {
    says: 'Another team answers for this child.',
    canDo: 'The child stays with that team. It comes to the programme only when that team hands it over.',
  },
  'no-stay': { says: 'No short stay elsewhere is recorded.', canDo: 'Open the child’s page.' },
  'stay-review-weekly': {
    says: 'A short stay is looked at again within a week.',
    canDo: 'Choose a day within the next seven.',
  },
  'stay-needs-cover': {
    says: 'A short stay elsewhere needs somebody who visits there.',
    canDo: 'Name who it is: a colleague of the team there, or somebody of your own.',
  },
  'stay-needs-agreement': {
    says: 'This child is urgent: a short stay elsewhere needs the agreement of both named nurses.',
    canDo: 'Name the two who agreed, or settle that the child has moved.',
  },
} as const satisfies Record<string, RefusalWords>;
