import { daysBetweenPregnancies, daysWithinOnePregnancy } from '../../domain/calendar/gestation.ts';
import { type CivilDate, daysBetween, londonDate } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import { route } from '../../domain/directory/routing.ts';
import { mayBeSameName } from '../../domain/identity/given-name.ts';
import type { IncomingMessage, IncomingPerson } from '../../domain/move/incoming.ts';
import type { Identity } from '../../domain/responsibility/facts.ts';
import { joinTwin, recordBirth, tellHer, withHome } from './births-followed.ts';
import { homeOf, takeOn } from './newborns.ts';
import type { FoundChild } from './ports.ts';
import { type MessagePorts, noted, quarantine, type Taken } from './taken.ts';

/**
 * A birth. A mother who is followed in pregnancy is found by her verified number and by nothing else: then the birth is
 * recorded on the stream of her unborn child, by her own record where she is a client, and a twin goes as the first does. Where
 * a baby of hers was entered by hand and has no number yet, a person says whether it is the same child (scenario A19). Otherwise
 * the baby is taken on by the lead of health visiting where it lives, the one stated exception to P6. Where no home is known a
 * person finds the family. `another`: a person has looked, and it is another child.
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
  const known = await bearing(ports, nhsNumber);
  if (known.length > 0) return knownAlready(ports, message, known, context);
  const taken = await register(ports, message, dateOfBirth, context, another);
  if (taken.outcome !== 'quarantined') return taken;
  // A birth that a crash left half told is finished first, and then the child is known.
  const now = await bearing(ports, nhsNumber);
  return now.length > 0 ? knownAlready(ports, message, now, context) : taken;
}

async function bearing({ inbox }: MessagePorts, nhsNumber: string): Promise<readonly FoundChild[]> {
  return (await inbox.find([nhsNumber])).filter((child) => child.as === 'child');
}

async function register(
  ports: MessagePorts,
  message: IncomingMessage,
  dateOfBirth: CivilDate,
  context: Context,
  another: boolean,
): Promise<Taken> {
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
  const joined = twin ? await joinTwin(ports, message, twin, context) : null;
  return joined ?? takeOnAtHome(ports, message, twin ?? siblings[0] ?? null, context);
}

/**
 * The number stands on a record already. Either it is that child, of whom its mother's record and the home in the
 * message may still be news; or it is another child, whom a wrong number would leave with nobody. Twins are sometimes
 * given each other's number (scenarios A10 and A43).
 */
async function knownAlready(
  ports: MessagePorts,
  message: IncomingMessage,
  known: readonly FoundChild[],
  context: Context,
): Promise<Taken> {
  const records = await Promise.all(known.map(({ personId }) => ports.children.loadAny(personId)));
  const same = known.filter((_, place) => {
    const identity = records[place]?.state.identity;
    return identity !== undefined && mayBe(identity, message.subject);
  });
  const inCare = same.find((child) => child.careStatus === 'in-care');
  if (inCare) {
    const { refused } = await tellHer(ports, message, inCare, context);
    return refused ?? withHome(ports, message, inCare, noted('The child is known already', same), context);
  }
  return quarantine(
    'contradictory',
    same.length > 0
      ? 'A birth, and accountability for the child with this NHS number has ended'
      : 'The NHS number stands on the record of a child with another name or date of birth: one of the two has a wrong number',
  );
}

/** Born on the same day, and of the same first name where both have one. */
function mayBe({ bornOn, givenName }: Identity, { dateOfBirth, givenNames }: IncomingPerson): boolean {
  return bornOn === dateOfBirth && mayBeSameName(givenName, givenNames.join(' '));
}

const isItTheSame =
  'The mother has a baby in care whose NHS number is not known. If it is this one, record the number on that child’s page, and settle this as come before. If it is its twin, take this in';

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
        { teamId: to.teamId, practitionerId: null, reason: 'birth-message', familyId: sibling?.familyId },
        null,
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
