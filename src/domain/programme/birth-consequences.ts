import { addMonths } from '../calendar/time.ts';
import type { ChildCommand } from '../child/commands.ts';
import type { ChildState } from '../child/state.ts';
import { enquiryOfTwin, handoverOfTwin, holderInNetwork } from '../responsibility/twin.ts';
import type { Baby, ClientFact } from './client-facts.ts';
import type { Consequence, Known } from './consequences.ts';
import { familyOf, joinsSite, motherOf } from './joining.ts';
import { leaving } from './leaving.ts';

type BirthTold = Extract<ClientFact, { type: 'BirthTold' }>;

/**
 * What a birth asks of the children. The first baby goes on in the stream of the pregnancy. Each further one gets a
 * stream with the same holder and, where a handover of the pregnancy is on its way, a handover of its own to the same
 * desk (scenarios A9 and A10, promise P7). Where the birth of the first was told before, nothing more is asked of it.
 */
export function birth(fact: BirthTold, known: Known): readonly Consequence[] {
  const { before, after, clientId, children } = known;
  const pregnancyId = fact.babies[0]?.personId;
  const unborn = children.find((child) => child.personId === pregnancyId)?.state;
  const first = before.children.find((child) => child.personId === pregnancyId);
  const toldBefore = (first?.bornOn ?? null) !== null;
  const endsOn = after.endsOn ?? addMonths(fact.bornOn, after.endsAtMonths);
  const left = first?.left ?? null;
  // If the pregnancy has passed on already, the others come to the team of the first, and were never in the programme.
  const holder = holderInNetwork(unborn);
  // After a crash the pregnancy may not have answered yet what enrolment asked of it: then her own site is meant.
  const holds = holder === null || holder.teamId === (unborn?.programme?.teamId ?? before.teamId);
  return fact.babies.flatMap((baby, index) => {
    const { personId } = baby;
    if (index === 0 && toldBefore) return [];
    const steps: ChildCommand[] = index === 0 ? firstBirth(baby, fact, known) : [takeOn(baby, fact, known)];
    if (index === 0 && left === null) steps.push({ type: 'move-programme-end', endsOn, why: 'Born' });
    if (index > 0 && unborn?.family.motherDied)
      steps.push({ type: 'record-mother-death', on: unborn.family.motherDied.on, says: 'As of its twin' });
    if (index > 0 && holds) steps.push({ type: 'join-programme', clientId, endsOn });
    if (!baby.bornAlive)
      steps.push({ type: 'stop-schedules', why: 'stillborn', says: 'Stillborn', clientId });
    if (index > 0 && baby.bornAlive) {
      // The site that waits for the pregnancy waits for each of them.
      if (unborn?.awaited) steps.push(joinsSite(personId, endsOn, known).command);
      else steps.push(...sameHandover(baby, unborn, known));
      const door = left ?? (before.transfer ? 'moved-to-programme' : null);
      if (holds && door)
        steps.push(leaving(personId, door, 'As the pregnancy did', first?.leftFor ?? null, known).command);
    }
    return steps.map((command) => ({ personId, command }));
  });
}

/**
 * The commands for the first baby. A child born alive after its mother's death has its schedules go on, and leaves as
 * every child of hers did (scenario A14). Where only the child's own record knew of her death, it stays until her
 * record has it. The birth may stand in the child's own record already.
 */
function firstBirth(baby: Baby, { bornOn }: BirthTold, known: Known): ChildCommand[] {
  const { personId, givenName, familyName, nhsNumber } = baby;
  const own = known.children.find((child) => child.personId === personId)?.state;
  const recorded = own?.identity.bornOn;
  const birth: ChildCommand[] =
    recorded === bornOn ? [] : [{ type: 'record-birth', bornOn, givenName, familyName, nhsNumber }];
  const dead = known.before.status === 'deceased';
  if (!dead && own?.stopped?.why !== 'mother-died') return birth;
  const says = 'The child was born';
  const goesOn = { type: 'resume-schedules', says, clientId: known.clientId } as const;
  if (!baby.bornAlive || !dead) return [goesOn, ...birth];
  return [goesOn, ...birth, leaving(personId, 'mother-died', says, null, known).command];
}

function takeOn(baby: Baby, fact: BirthTold, { before, children, clientId }: Known): ChildCommand {
  const pregnancy = children.find((child) => child.personId === fact.babies[0]?.personId)?.state;
  const holder = holderInNetwork(pregnancy);
  const enquiry = baby.bornAlive ? enquiryOfTwin(pregnancy) : null;
  return {
    type: 'take-on',
    teamId: holder?.teamId ?? before.teamId,
    practitionerId: holder?.practitionerId ?? null,
    reason: 'birth',
    identity: {
      givenName: baby.givenName,
      familyName: baby.familyName,
      bornOn: fact.bornOn,
      expectedOn: null,
      nhsNumber: baby.nhsNumber,
      familyId: pregnancy?.identity.familyId ?? familyOf(before, clientId),
      mother: pregnancy?.identity.mother ?? motherOf(before),
    },
    address: pregnancy?.address ?? before.address,
    gp: pregnancy?.gp ?? null,
    lastSeenOn: null,
    circumstances: pregnancy?.circumstances ?? null,
    ...(enquiry && { enquiry }),
  };
}

function sameHandover({ personId }: Baby, pregnancy: ChildState | undefined, { newId }: Known) {
  // An id other than that of the handover which a door may open in the same step.
  const prepared = handoverOfTwin(pregnancy, newId(`handover of the pregnancy, ${personId}`));
  return prepared ? [prepared] : [];
}
