import type { RefusalWords } from './refusal-words.ts';

/** What is refused about a client of the programme: referral, enrolment, visits, losses, leaving. */
export const refusalsOfClients = {
  'loss-stands': {
    says: 'A loss is recorded of this pregnancy.',
    canDo: 'If it was recorded in error, take it back on her page: the programme goes on where it stood.',
  },
  'already-referred': { says: 'This client has already been referred.', canDo: 'Open her page.' },
  'client-elsewhere': {
    says: 'Another record of the programme has this NHS number.',
    canDo:
      'Ask the site that has her: it transfers her to you, or records that she declined there. Where no site is named, ask the named nurse of your organisation.',
  },
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
    canDo: 'Enrol her, or record that she does not enrol.',
  },
  'place-already-declined': {
    says: 'It is recorded already that she does not enrol, or she has left.',
    canDo: 'Offer a place anew if that has changed.',
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
  'nothing-refused': {
    says: 'Nothing that the own record of this child refused waits for anybody.',
    canDo: 'Open her page: somebody has dealt with it meanwhile, or the child’s record has followed.',
  },
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
  'happened-before-she-was-known': {
    says: 'That time lies before she was known to the programme.',
    canDo: 'Check the date.',
  },
  'date-outside': {
    says: 'That day cannot be right.',
    canDo: 'Check the year. For a birth, correct the expected date first if that is wrong.',
  },
  'contact-missing': {
    says: 'After a death the mother keeps a named contact.',
    canDo: 'Name somebody who is there.',
  },
} as const satisfies Record<string, RefusalWords>;
