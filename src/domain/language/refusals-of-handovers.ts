import type { RefusalWords } from './refusal-words.ts';

/** What is refused about a handover, from its preparation to its closing. */
export const refusalsOfHandovers = {
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
    says: 'That the child was seen, or its mother before the birth, has already been recorded.',
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
  'comes-with-mother': {
    says: 'The programme is the mother’s, and a child comes to a site with her: she has not joined that site.',
    canDo:
      'From health visiting the site enrols her, or brings the child into the programme: that opens the handover. From another site start her transfer. A handover to health visiting can be sent now.',
  },
  'occasion-not-of-kind': {
    says: 'A handover of that kind is not made for that reason.',
    canDo: 'Choose the reason for which the child is really handed over.',
  },
  'last-day-unknown': {
    says: 'No last day of the team is known, so its closing is not planned.',
    canDo:
      'Choose that the service closes suddenly. If it closes on a day, the lead plans it for the whole team, or the directory file gives the day.',
  },
  'team-not-live': {
    says: 'That team does not exist on this date.',
    canDo: 'Choose another team from the directory.',
  },
  'decider-of-neither-side': {
    says: 'A dispute is decided by a named or a designated nurse of one of the two sides.',
    canDo: 'Choose the named nurse of either organisation, or the designated nurse of either area.',
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
  'joint-visit-in-past': {
    says: 'A joint visit is planned for a day and a time that are still to come.',
    canDo: 'Choose today or a later day. One that has been is recorded instead.',
  },
  'not-a-visitor': {
    says: 'A joint visit is made by a nurse of each side who is in post and here.',
    canDo: 'Choose a nurse of the releasing team and one of the receiving team.',
  },
  'no-joint-visit-planned': {
    says: 'No joint visit is planned in this handover.',
    canDo: 'Plan one, or record one that has been.',
  },
  'both-named-nurses-needed': {
    says: 'Release without sighting is decided by both named nurses together.',
    canDo: 'The named nurse of one side proposes it and names the other, who agrees when signed in herself.',
  },
  'release-proposed': {
    says: 'A release without sighting is proposed already.',
    canDo: 'The named nurse of the other side agrees to it, or either takes it back.',
  },
  'no-release-proposed': {
    says: 'No release without sighting is proposed.',
    canDo: 'A named nurse of either side may propose one.',
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
  'holding-desk-sends-on': {
    says: 'A holding desk finds the route and sends on: nobody there visits, so nobody there answers for a child.',
    canDo: 'Redirect it to the desk that serves the place, or decline it with a reason.',
  },
  'status-keeps-sighting': {
    says: 'A child protection plan or a section 47 enquiry stands, so accountability does not pass before the child is seen.',
    canDo:
      'Lower it to heightened at most. If the child cannot be seen, both named nurses may release together.',
  },
  'no-failed-contacts': {
    says: 'No failed attempt at contact waits for the supervisor.',
    canDo: 'Record an attempt that failed first. Once the family has been reached nothing is left to review.',
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
    canDo: 'Wait for the named decider, or ring them. Once nobody of that team is there, name another.',
  },
  'no-dispute': {
    says: 'There is no open dispute about this handover.',
    canDo: 'Open the handover to see where it stands.',
  },
  'not-the-decider': { says: 'A dispute is decided by the person it was put to.', canDo: 'Ask that person.' },
  'level-needs-reason': {
    says: 'The level is not the one that the child has, or not the one that was proposed, so it needs a reason.',
    canDo: 'Say why this level is right for this child.',
  },
  'not-everything-told': {
    says: 'The handover cannot close, because something is not done.',
    canDo: 'Do what the list names, then close.',
  },
  'not-to-tell-needs-review': {
    says: 'A decision not to tell the parent needs a reason, a name and a review date.',
    canDo: 'Give all three.',
  },
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
  'supervisor-signs': {
    says: 'No programme runs in that area, so the family loses most of its visits. The supervisor of the site signs that before the offer goes.',
    canDo: 'Have the supervisor send the offer, or name the supervisor who has signed.',
  },
  'words-left-out': {
    says: 'Places were left out of what you sent, because the address is sealed. Recorded like that, the words would be lost.',
    canDo: 'Leave a box as it was shown, or write all of it anew without the place.',
  },
} as const satisfies Record<string, RefusalWords>;
