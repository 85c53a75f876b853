/**
 * Every refusal says why and what can be done (promise P8). Who holds the child now is added where the
 * refusal is shown, from the state it was judged against.
 */
export const refusals = {
  'last-day-past': {
    says: 'The last day of a team lies ahead, so that its children can be handed over before it.',
    canDo: 'Choose a later day.',
  },
  'not-in-care': {
    says: 'No team of the network answers for this child yet.',
    canDo: 'Take the child on first.',
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
  'end-does-not-fit': {
    says: 'That reason is not true of this child.',
    canDo: 'Choose the reason that is. If the record itself is wrong, correct it first.',
  },
  'end-while-handover-open': {
    says: 'A handover for this child is open.',
    canDo: 'Close or withdraw the handover first.',
  },
  'adopted-needs-new-holder': {
    says: 'The old record of an adopted child ends only when the new record has a holder.',
    canDo: 'Wait until the new record is held, then end this one.',
  },
  'no-such-handover': {
    says: 'This child has no handover with that reference.',
    canDo: 'Open the child’s page to see its handovers.',
  },
  'handover-already-open': {
    says: 'A handover for this child is already open.',
    canDo: 'Continue with the open one, redirect it, or withdraw it first.',
  },
  'not-the-holder': {
    says: 'Only the team that answers for the child can hand it over.',
    canDo: 'Ask the team that holds the child.',
  },
  'still-draft': { says: 'The handover has not been offered yet.', canDo: 'Offer it first.' },
  'not-draft': {
    says: 'The handover has already been sent, so it is no longer a draft.',
    canDo: 'Withdraw or redirect it, or add what is new as an answer.',
  },
  'already-offered': {
    says: 'The handover has already been offered.',
    canDo: 'Wait for the receiving desk, redirect it, or withdraw it.',
  },
  'already-acknowledged': {
    says: 'A person at the desk already has this handover.',
    canDo: 'Accept it, ask a question or decline it.',
  },
  'already-accepted': {
    says: 'A named practitioner has already accepted this handover.',
    canDo: 'Open the handover to see who accepted it.',
  },
  'not-accepted-yet': {
    says: 'Nobody has accepted this handover yet.',
    canDo: 'Accept it first, with a date for the first contact.',
  },
  'already-seen': {
    says: 'The child has already been recorded as seen.',
    canDo: 'If that is wrong, correct it with a reason.',
  },
  'not-seen-yet': {
    says: 'The child has not been seen face to face by the receiving practitioner. Accepted is not seen.',
    canDo: 'See the child and record it.',
  },
  'handover-over': {
    says: 'This handover has ended.',
    canDo: 'Prepare a new handover if the child still has to pass.',
  },
  'already-released': {
    says: 'Accountability has already passed. Release is written once.',
    canDo: 'The new holder can prepare the next handover.',
  },
  'draft-incomplete': {
    says: 'The handover cannot be sent yet, because something is missing.',
    canDo: 'Complete what the checklist names.',
  },
  'wrong-receiving-kind': {
    says: 'That team cannot receive this kind of handover.',
    canDo: 'Choose a team of the receiving service.',
  },
  'occasion-not-of-kind': {
    says: 'A handover of that kind is not made for that reason.',
    canDo: 'Choose the reason for which the child is really handed over.',
  },
  'team-not-live': {
    says: 'That team does not exist on this date.',
    canDo: 'Choose another team from the directory.',
  },
  'same-team': {
    says: 'A handover needs two different teams.',
    canDo: 'Name another practitioner in the same team instead.',
  },
  'actor-away': {
    says: 'You are recorded as away, so nothing is done in your name.',
    canDo:
      'Ask the person named here. If you are back, end your absence first: the button stands on every page.',
  },
  'actor-gone': {
    says: 'You are not in post any more, so nothing is done in your name.',
    canDo: 'Ask the lead of the team.',
  },
  'practitioner-gone': {
    says: 'That practitioner is away, is not in post now, or belongs to another team.',
    canDo: 'Choose a practitioner of the receiving team who is present.',
  },
  'cannot-hold': {
    says: 'That person cannot answer for a child: a family nurse, a health visitor or a team lead can.',
    canDo: 'Choose a nurse of the team, or leave it with the lead.',
  },
  'accept-needs-self': {
    says: 'A handover is accepted by the practitioner who takes it, in their own name.',
    canDo: 'Allocate it to the practitioner, who then accepts.',
  },
  'first-contact-date-missing': {
    says: 'Acceptance needs a date for the first contact.',
    canDo: 'Give the date on which the family will be contacted.',
  },
  'first-contact-too-late': {
    says: 'The first contact would come after the time limit.',
    canDo: 'Choose an earlier date, or give the reason for the later one.',
  },
  'first-contact-in-past': {
    says: 'The date for the first contact has passed.',
    canDo: 'Give today or a later date.',
  },
  'verbal-handover-missing': {
    says: 'This priority needs the two sides to have spoken.',
    canDo: 'Record the verbal handover with both names and the time.',
  },
  'risks-not-played-back': {
    says: 'The risks have not been played back by the receiving side.',
    canDo: 'Say in your own words who is a danger to this child and what the move changes.',
  },
  'key-worker-missing': {
    says: 'The child has a plan and no key worker is named.',
    canDo: 'Record the social worker who leads the plan.',
  },
  'call-back-missing': {
    says: 'A team outside the network accepts by call-back.',
    canDo: 'Ring the number in the directory and record who spoke, when, and a second name of our side.',
  },
  'call-back-number-wrong': {
    says: 'That is not the number the directory has for this area.',
    canDo: 'Ring the number in the directory, or have the directory corrected first.',
  },
  'two-names-needed': {
    says: 'This needs two different people.',
    canDo: 'Give the name of a second person who agrees.',
  },
  'not-of-that-side': {
    says: 'A verbal handover names somebody of each side, and the directory has nobody of that name there.',
    canDo: 'Choose who spoke. Outside the network, write down who answered.',
  },
  'both-named-nurses-needed': {
    says: 'Release without sighting is decided by both named nurses together.',
    canDo: 'A named nurse of each side must be named, and the one who records it must be one of them.',
  },
  'reason-missing': {
    says: 'This needs a reason.',
    canDo: 'Say why, in a sentence that the other side can read.',
  },
  'not-a-raise': {
    says: 'That priority is not higher than the present one.',
    canDo: 'To lower it, give a reason and a second name.',
  },
  'not-a-lowering': {
    says: 'That priority is not lower than the present one.',
    canDo: 'To raise it, choose raise.',
  },
  'no-such-question': {
    says: 'There is no open question with that reference.',
    canDo: 'Open the handover to see the questions.',
  },
  'own-question': {
    says: 'A question is answered by the other side.',
    canDo: 'Wait for the other side, or add to your question.',
  },
  'dispute-open': {
    says: 'A dispute about this handover is being decided.',
    canDo: 'Wait for the named decider, or ring them.',
  },
  'no-dispute': {
    says: 'There is no open dispute about this handover.',
    canDo: 'Open the handover to see where it stands.',
  },
  'not-the-decider': { says: 'A dispute is decided by the person it was put to.', canDo: 'Ask that person.' },
  'level-needs-reason': {
    says: 'The level is lower than the releasing side proposed, so it needs a reason.',
    canDo: 'Say why the lower level is right for this child.',
  },
  'not-everything-told': {
    says: 'The handover cannot close, because something is not done.',
    canDo: 'Do what the list names, then close.',
  },
  'not-to-tell-needs-review': {
    says: 'A decision not to tell the parent needs a reason, a name and a review date.',
    canDo: 'Give all three.',
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
  'own-claim': { says: 'Your team already answers for this child.', canDo: 'Nothing needs to be done.' },
  'not-allowed': {
    says: 'Your role does not allow this for this child.',
    canDo: 'Ask the person or team named here.',
  },
  'happened-in-future': {
    says: 'That time has not come yet.',
    canDo: 'Give the time at which it really happened.',
  },
  'happened-before-known': {
    says: 'That time lies before the child was known to the network.',
    canDo: 'Check the date.',
  },
  'before-its-step': {
    says: 'That time lies before the step that this one rests on.',
    canDo:
      'Check the date. If the earlier step happened sooner too, it has to be entered with its true time.',
  },
  'already-born': { says: 'The birth has already been recorded.', canDo: 'Correct it if it is wrong.' },
  'nothing-to-correct': {
    says: 'There is nothing of that kind to correct.',
    canDo: 'Open the handover to see what is recorded.',
  },
  'not-recallable': {
    says: 'Only an offer that has not been accepted can be recalled.',
    canDo: 'If accountability has passed, ask the new holder.',
  },
  'support-already-ended': {
    says: 'The former team has already been told.',
    canDo: 'Nothing needs to be done.',
  },
  'schedules-stopped': {
    says: 'Every schedule of this child has been stopped after a loss or a death.',
    canDo: 'If that was recorded in error, resume the schedules.',
  },
  'loss-on-client': {
    says: 'This loss or death was recorded on the mother’s own page.',
    canDo: 'Take it back there, so that mother and child go on together.',
  },
  'loss-stands': {
    says: 'A loss is recorded of this pregnancy.',
    canDo: 'If it was recorded in error, take it back on her page: the programme goes on where it stood.',
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
  'already-referred': { says: 'This client has already been referred.', canDo: 'Open her page.' },
  'no-such-client': { says: 'There is no such client.', canDo: 'Refer her first.' },
  'not-enrolled': { says: 'She is not in the programme.', canDo: 'Open her page to see where she stands.' },
  'already-enrolled': {
    says: 'She has been in the programme already.',
    canDo: 'Open her page to see where she stands.',
  },
  'no-bereavement': { says: 'No loss is recorded that waits for a contact.', canDo: 'Open her page.' },
  'no-death': { says: 'No loss and no death is recorded for this person.', canDo: 'Open her page.' },
  'already-deceased': {
    says: 'Her death has already been recorded.',
    canDo: 'If it was recorded in error, take it back.',
  },
  'place-already-offered': {
    says: 'A place has already been offered.',
    canDo: 'Enrol her, or record that she declined.',
  },
  'place-already-declined': {
    says: 'She has already declined, or left.',
    canDo: 'Offer a place anew if she has changed her mind.',
  },
  'not-eligible-there': {
    says: 'The rules of that site for clients who transfer in do not admit her.',
    canDo:
      'End the programme by the door “Not eligible at the receiving site”: her children go to health visiting there. Or record that its supervisor agreed, and why.',
  },
  'eligible-by-rules': {
    says: 'By the site’s own rules she is eligible as a transfer.',
    canDo: 'Say that there is no place, if so; or take her in.',
  },
  'child-accepted-there': {
    says: 'The site has accepted one of her children already.',
    canDo: 'Take her in, or hand the child on first.',
  },
  'child-held-elsewhere': {
    says: 'Another team answers for this child.',
    canDo: 'The child stays with that team. It comes to the programme only when that team hands it over.',
  },
  'code-not-in-force': {
    says: 'That choice is not in the list for the day.',
    canDo: 'Choose one that is, or check the day on which it happened.',
  },
  'above-caseload': {
    says: 'With this family the nurse would be above the caseload.',
    canDo:
      'Say why that is right for this family and this nurse, or choose another nurse. With a reason it is recorded.',
  },
  'no-place-free': {
    says: 'No nurse of the site has room for this family.',
    canDo: 'Say why a place is made above the caseload, or leave her on the waiting list.',
  },
  'left-site-still-answers': {
    says: 'The site that she left still answers for a child of hers, and its nurse goes on visiting.',
    canDo: 'Offer her the place once health visiting has accepted each child.',
  },
  'not-waiting': { says: 'She stands on no waiting list.', canDo: 'Nothing needs to be done.' },
  'already-paused': { says: 'The programme is paused already.', canDo: 'Resume it, or end it.' },
  'not-paused': { says: 'The programme is not paused.', canDo: 'Nothing needs to be done.' },
  'transfer-under-way': {
    says: 'A transfer to another site is under way.',
    canDo: 'Wait for that site, or record that the transfer did not happen.',
  },
  'no-transfer': { says: 'No transfer is under way.', canDo: 'Open her page.' },
  'transfer-instead': {
    says: 'A family that moves to another site is transferred, not ended.',
    canDo: 'Start a transfer to that site.',
  },
  'child-not-passed-yet': {
    says: 'A child of hers is still held by the releasing site.',
    canDo: 'Accept each child’s handover first.',
  },
  'not-a-site': {
    says: 'That team is no site of the programme.',
    canDo: 'Choose a site from the directory.',
  },
  'consent-missing': {
    says: 'The programme is voluntary: her consent to it is not recorded.',
    canDo: 'Record when and how she agreed.',
  },
  'basis-missing': {
    says: 'Consent to the programme is no basis for sharing to safeguard a child.',
    canDo: 'Record the basis on which information would be shared.',
  },
  'not-eligible': {
    says: 'The site’s rules do not admit her, or too little is known to say.',
    canDo: 'Ask what is not known, or have the supervisor enrol her with a reason.',
  },
  'continuing-not-asked': {
    says: 'Nothing asks whether she goes on in the programme.',
    canDo: 'Open her page to see where she stands.',
  },
  'supervisor-continues': {
    says: 'By the site’s rules she is not eligible any more, or too little is known to say.',
    canDo:
      'Ask the supervisor, who may let her go on with a reason. Otherwise transfer her, or end the programme.',
  },
  'supervisor-signs': {
    says: 'No programme runs in that area, so the family loses most of its visits. The supervisor of the site signs that before the offer goes.',
    canDo: 'Have the supervisor send the offer, or name the supervisor who has signed.',
  },
  'supervisor-enrols': {
    says: 'Outside the site’s rules only the supervisor enrols.',
    canDo: 'Ask the supervisor.',
  },
  'nobody-to-enrol': {
    says: 'Neither a pregnancy nor a child is named.',
    canDo: 'Give the expected date, or the child.',
  },
  'expected-date-missing': {
    says: 'The expected date of delivery is missing.',
    canDo: 'Give it; it can be changed later.',
  },
  'weight-not-positive': {
    says: 'A weight is a number above nought.',
    canDo: 'Give 1 for an ordinary family.',
  },
  'not-pregnant': { says: 'No pregnancy is recorded for her.', canDo: 'Open her page.' },
  'not-born-yet': { says: 'The child is not born yet.', canDo: 'Record the birth first.' },
  'no-baby-named': { says: 'No baby is named.', canDo: 'Name each baby of the birth.' },
  'review-not-ahead': { says: 'The day of review must lie ahead.', canDo: 'Choose a later day.' },
  'visit-not-ahead': { says: 'The next visit must lie ahead.', canDo: 'Choose a later time.' },
  'interval-outside': {
    says: 'Visits are never rarer than every four weeks while she is in the programme.',
    canDo: 'Choose a shorter interval, or pause the programme.',
  },
  'no-missed-visits': { says: 'No visit has been missed since the last one made.', canDo: 'Open her page.' },
  'seen-face-to-face': {
    says: 'A child is seen face to face only.',
    canDo: 'Record the visit without the child, or as face to face.',
  },
  'not-her-child': { says: 'That child is not hers in this record.', canDo: 'Open her page.' },
  'end-outside-rules': {
    says: 'The site’s rules do not let the programme end on that day.',
    canDo: 'Choose a day within the rules.',
  },
  'too-early-to-graduate': {
    says: 'It is too early to graduate by the site’s rules.',
    canDo: 'Change the end of the programme, or end it by the door that says what happened.',
  },
  'no-child-graduates': {
    says: 'No child of hers is in the programme, so nobody graduates.',
    canDo: 'End the programme by the door that says what happened.',
  },
  'leaving-reason-missing': {
    says: 'Leaving early has a reason.',
    canDo: 'Choose her reason from the list.',
  },
  'nobody-seen': {
    says: 'Nobody was seen and nobody was spoken to.',
    canDo: 'Record it as a visit that did not happen, and why.',
  },
  'date-outside': {
    says: 'That day cannot be right.',
    canDo: 'Check the year. For a birth, correct the expected date first if that is wrong.',
  },
  'contact-missing': {
    says: 'After a death the mother keeps a named contact.',
    canDo: 'Name somebody who is there.',
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
  'words-left-out': {
    says: 'Places were left out of what you sent, because the address is sealed. Recorded like that, the words would be lost.',
    canDo: 'Leave a box as it was shown, or write all of it anew without the place.',
  },
} as const satisfies Record<string, { says: string; canDo: string }>;

export type RefusalCode = keyof typeof refusals;

/** A refusal is a value: a code of the catalogue and, where it helps, what exactly is missing or who decides. */
export type Refusal = { readonly code: RefusalCode; readonly detail?: string };

/** A refusal in words: why, what exactly or who, and what can be done. */
export function sayRefusal(refusal: Refusal): string {
  const { says, canDo } = refusalWords(refusal);
  return `${says} ${canDo}`;
}

/** The two halves of a refusal: why, with what exactly or who; and what can be done. */
export function refusalWords({ code, detail }: Refusal): { readonly says: string; readonly canDo: string } {
  const { says, canDo } = refusals[code];
  return { says: detail ? `${says} (${detail})` : says, canDo };
}
