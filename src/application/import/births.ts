import { daysBetween, londonDate } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import { presentAt, teamLive } from '../../domain/directory/directory.ts';
import { route } from '../../domain/directory/routing.ts';
import type { IncomingMessage, IncomingPerson } from '../../domain/move/incoming.ts';
import { homeOn } from '../../domain/move/judge.ts';
import type { Address, Identity } from '../../domain/responsibility/facts.ts';
import { personWithNumber, uuidFor } from './identifiers.ts';
import type { FoundChild } from './ports.ts';
import { give, issuedFor, type MessagePorts, noted, quarantine, type Taken } from './taken.ts';

/** Twins are born within days; a sibling never is. */
const daysWithinOnePregnancy = 7;
/** Nobody bears twice within half a year: born nearer than that it is a twin, or the same child under a day that was mistyped. */
const daysBetweenPregnancies = 182;

/**
 * A birth. A mother who is followed in pregnancy is found by her verified number and by nothing else: then the birth is
 * recorded on the stream of her unborn child, and a twin joins the same holder. Where a baby of hers was entered by hand and has
 * no number yet, a person says whether it is the same child (scenario A19). Otherwise the baby is taken on by the lead
 * of health visiting where it lives, the one stated exception to P6. Where no home is known a person finds the family.
 * `another`: a person has looked, and it is another child.
 */
export async function registerBirth(
  ports: MessagePorts,
  message: IncomingMessage,
  context: Context,
  another = false,
): Promise<Taken> {
  const { nhsNumber, dateOfBirth } = message.subject;
  if (nhsNumber === null || dateOfBirth === null)
    return quarantine('no-number', 'The child has no NHS number in it');
  if (dateOfBirth > londonDate(context.now))
    return quarantine('contradictory', 'The date of birth has not come yet');
  const known = (await ports.inbox.find([nhsNumber])).filter((child) => child.as === 'child');
  if (known.length > 0) return knownAlready(ports, message, known);
  const motherNumber = message.mother?.nhsNumber ?? null;
  const ofMother = motherNumber === null ? [] : await ports.inbox.find([motherNumber]);
  const siblings = ofMother.filter((child) => child.as === 'mother' && child.careStatus === 'in-care');
  const unborn = siblings.filter((child) => child.bornOn === null);
  const [only, ...more] = unborn;
  if (more.length > 0)
    return quarantine('several-people', 'The mother has more than one unborn child in care');
  if (only) return recordBirth(ports, message, only, context);
  const bornWithin = (days: number) => (child: FoundChild) =>
    child.bornOn !== null && Math.abs(daysBetween(child.bornOn, dateOfBirth)) <= days;
  const unnumbered = siblings.filter((child) => !child.hasNumber);
  if (!another && unnumbered.some(bornWithin(daysBetweenPregnancies)))
    return quarantine('perhaps-known', isItTheSame);
  const twin = siblings.find(bornWithin(daysWithinOnePregnancy));
  return twin
    ? joinTwin(ports, message, twin, context)
    : takeOnAtHome(ports, message, siblings[0] ?? null, context);
}

/**
 * A number that stands on a record already: that child, and then there is nothing to do, or another one, whom a wrong number
 * would make nobody's. Twins are given each other's (scenarios A10 and A43).
 */
async function knownAlready(
  ports: MessagePorts,
  message: IncomingMessage,
  known: readonly FoundChild[],
): Promise<Taken> {
  const records = await Promise.all(known.map(({ personId }) => ports.children.loadAny(personId)));
  const same = known.filter((_, place) => {
    const identity = records[place]?.state.identity;
    return identity !== undefined && mayBe(identity, message.subject);
  });
  if (same.some((child) => child.careStatus === 'in-care')) return noted('The child is known already', same);
  return quarantine(
    'contradictory',
    same.length > 0
      ? 'A birth, and accountability for the child with this NHS number has ended'
      : 'The NHS number stands on the record of a child with another name or date of birth: one of the two has a wrong number',
  );
}

/** Born on the same day, and of the same first name where both have one. */
function mayBe({ bornOn, givenName }: Identity, { dateOfBirth, givenNames }: IncomingPerson): boolean {
  const [known, told] = [givenName, givenNames.join(' ')].map(
    (name) => name.trim().toLowerCase().split(/\s+/)[0] ?? '',
  );
  return bornOn === dateOfBirth && (known === '' || told === '' || known === told);
}

const isItTheSame =
  'The mother has a baby in care whose NHS number is not known. If it is this one, record the number on that child’s page, and settle this as come before. If it is its twin, take this in';

async function recordBirth(
  ports: MessagePorts,
  message: IncomingMessage,
  unborn: FoundChild,
  context: Context,
): Promise<Taken> {
  const { subject } = message;
  const command = {
    type: 'record-birth',
    bornOn: subject.dateOfBirth ?? '',
    givenName: subject.givenNames.join(' '),
    familyName: subject.familyName,
    nhsNumber: subject.nhsNumber,
  } as const;
  const { refused } = await give(ports, issuedFor(unborn.personId, message, command), context);
  return (
    refused ?? {
      outcome: 'recorded',
      says: 'The birth was recorded; the holder stays',
      personIds: [unborn.personId],
    }
  );
}

/** One stream for each baby, with the holder of the pregnancy (design.md section 6). A holder who has gone is the lead again. */
async function joinTwin(
  ports: MessagePorts,
  message: IncomingMessage,
  twin: FoundChild,
  context: Context,
): Promise<Taken> {
  const { holderTeam, holderPractitioner } = twin;
  if (holderTeam === null || !teamLive(context.directory, holderTeam, londonDate(context.now))) {
    return takeOnAtHome(ports, message, twin, context);
  }
  const stays = holderPractitioner !== null && presentAt(context.directory, holderPractitioner, context.now);
  return takeOn(
    ports,
    message,
    { teamId: holderTeam, practitionerId: stays ? holderPractitioner : null, reason: 'birth' },
    twin,
    context,
  );
}

async function takeOnAtHome(
  ports: MessagePorts,
  message: IncomingMessage,
  sibling: FoundChild | null,
  context: Context,
): Promise<Taken> {
  const day = londonDate(context.now);
  const postcode = homeOf(message, day)?.postcode ?? null;
  const areaCode = postcode === null ? null : await ports.inbox.areaOf(postcode, day);
  const to = route(
    context.directory,
    { areaCode, postcode, wants: 'health-visiting', temporary: false },
    day,
  );
  switch (to.kind) {
    case 'desk':
      return takeOn(
        ports,
        message,
        { teamId: to.teamId, practitionerId: null, reason: 'birth-message' },
        sibling,
        context,
      );
    case 'outside':
    case 'holding':
      return quarantine(
        'unknown-place',
        `A birth, and no team to answer for the child. ${to.reason.split('. ')[0] ?? ''}`,
      );
  }
}

type Taker = {
  readonly teamId: string;
  readonly practitionerId: string | null;
  readonly reason: 'birth' | 'birth-message';
};

async function takeOn(
  ports: MessagePorts,
  message: IncomingMessage,
  taker: Taker,
  sibling: FoundChild | null,
  context: Context,
): Promise<Taken> {
  const { subject, mother } = message;
  const personId = personWithNumber(subject.nhsNumber ?? '');
  const motherNumber = mother?.nhsNumber ?? null;
  const command = {
    type: 'take-on',
    ...taker,
    identity: {
      givenName: subject.givenNames.join(' '),
      familyName: subject.familyName,
      bornOn: subject.dateOfBirth,
      expectedOn: null,
      nhsNumber: subject.nhsNumber,
      familyId:
        sibling?.familyId ?? (motherNumber === null ? null : uuidFor('family-of-mother', motherNumber)),
      mother: mother && {
        name: [...mother.givenNames, mother.familyName].filter((name) => name !== '').join(' '),
        nhsNumber: motherNumber,
        bornOn: mother.dateOfBirth,
      },
    },
    address: await addressOf(ports, message, context),
    gp: subject.gp && { odsCode: subject.gp.odsCode, name: subject.gp.name },
    lastSeenOn: null,
    circumstances: null,
  } as const;
  const { refused } = await give(ports, issuedFor(personId, message, command), context);
  const says =
    taker.practitionerId === null
      ? 'The baby is with the lead until a practitioner is named'
      : 'The baby joins the holder of its twin';
  return refused ?? { outcome: 'taken-on', says, personIds: [personId] };
}

async function addressOf(
  ports: MessagePorts,
  message: IncomingMessage,
  context: Context,
): Promise<Address | null> {
  const day = londonDate(context.now);
  const home = homeOf(message, day);
  if (!home) return null;
  const areaCode = home.postcode === null ? null : await ports.inbox.areaOf(home.postcode, day);
  const from = home.from ?? message.subject.dateOfBirth ?? day;
  return { lines: home.lines, postcode: home.postcode, areaCode, temporary: false, sealed: false, from };
}

/** The baby's home, else the mother's. */
function homeOf(message: IncomingMessage, day: string) {
  return homeOn(message.subject, day) ?? (message.mother && homeOn(message.mother, day));
}
