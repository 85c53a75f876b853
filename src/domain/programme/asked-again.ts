import { addMonths, londonDate } from '../calendar/time.ts';
import type { ChildCommand, ChildCommandName } from '../child/commands.ts';
import { holderInNetwork } from '../responsibility/twin.ts';
import type { ClientCommand } from './client-commands.ts';
import { accept, type ClientContext, type ClientDecision, refuse } from './client-context.ts';
import type { ClientChild, ClientState } from './client-state.ts';
import type { Consequence, Known } from './consequences.ts';
import { familyOf, joinsSite, motherOf, pregnancyTakenOn } from './joining.ts';
import { leaving } from './leaving.ts';

type Hers = Pick<Known, 'clientId' | 'after' | 'children' | 'level' | 'newId'>;
type Again = (child: ClientChild, hers: Hers) => ChildCommand | null;

const why = 'Asked once more, as it stands in the record of its mother';

/**
 * What can be asked again of a child's own record, as her record has it today: with the nurse whom she has now, by the
 * day that stands now. Null where her record does not ask it any more. Commands that are missing here are about one
 * event, such as a sighting, a signal or a loss: whoever knows of it records it in the child's own record.
 */
const asItStands: Readonly<Partial<Record<ChildCommandName, Again>>> = {
  'take-on': (child, hers) => (inProgramme(child) ? takeOn(child, hers) : null),
  'join-programme': (child, hers) => {
    const endsOn = child.bornOn === null ? null : addMonths(child.bornOn, hers.after.endsAtMonths);
    return inProgramme(child) ? joinsSite(child.personId, endsOn, hers).command : null;
  },
  'name-practitioner': (_child, { after: { nurseId } }) =>
    nurseId === null ? null : { type: 'name-practitioner', practitionerId: nurseId, why },
  'move-expected-birth': ({ bornOn }, { after: { expectedOn } }) =>
    bornOn !== null || expectedOn === null ? null : { type: 'move-expected-birth', expectedOn, why },
  'move-programme-end': (child, { after: { endsOn } }) =>
    endsOn === null || !inProgramme(child) ? null : { type: 'move-programme-end', endsOn, why },
  'leave-programme': (child, hers) => {
    const { transfer } = hers.after;
    const door = child.left ?? (transfer ? 'moved-to-programme' : null);
    if (door === null) return null;
    return leaving(child.personId, door, why, child.leftFor ?? transfer?.areaCode ?? null, hers).command;
  },
  'seal-address': (_child, { after }) => (after.address?.sealed ? { type: 'seal-address', why } : null),
};

function inProgramme({ left, lost }: ClientChild): boolean {
  return left === null && !lost;
}

/**
 * She takes the child on with her site and her nurse. A twin that is born goes to whoever answers for the other one.
 */
function takeOn({ bornOn, givenName }: ClientChild, hers: Hers): ChildCommand {
  const taken = pregnancyTakenOn(hers);
  if (bornOn === null || taken.type !== 'take-on') return taken;
  const { after, clientId, children } = hers;
  const twin = children.find(({ state }) => state.identity.bornOn === bornOn && holderInNetwork(state));
  const holder = holderInNetwork(twin?.state);
  const bornHere = after.enrolledAt !== null && bornOn >= londonDate(after.enrolledAt);
  return {
    ...taken,
    teamId: holder?.teamId ?? taken.teamId,
    practitionerId: holder?.practitionerId ?? taken.practitionerId,
    reason: bornHere ? 'birth' : 'arrival-without-sender',
    identity: {
      ...taken.identity,
      givenName,
      bornOn,
      expectedOn: null,
      familyId: twin?.state.identity.familyId ?? familyOf(after, clientId),
      mother: twin?.state.identity.mother ?? motherOf(after),
    },
    address: twin?.state.address ?? taken.address,
  };
}

/** What may be asked again of a child, in the order in which it was asked. */
export function askedAgain(
  { refused = [], children }: ClientState,
  childId: string,
  hers: Hers,
): readonly Consequence[] {
  const child = children.find(({ personId }) => personId === childId);
  if (!child) return [];
  return refused.flatMap((one) => {
    const command = one.childId === childId ? asItStands[one.asks]?.(child, hers) : null;
    return command ? [{ personId: childId, command }] : [];
  });
}

/** Which of her children's records may be asked again. */
export function mayAskAgain(state: ClientState, clientId: string): readonly string[] {
  const hers = { clientId, after: state, children: [], level: null, newId: (label: string) => label };
  return state.children
    .map(({ personId }) => personId)
    .filter((personId) => askedAgain(state, personId, hers).length > 0);
}

/** The clock of what is refused again goes on: asking ends nothing, the child's own record does. */
export function askChildAgain(
  state: ClientState,
  { childId }: Extract<ClientCommand, { type: 'ask-child-again' }>,
  { clientId, children }: ClientContext,
): ClientDecision {
  const hers = { clientId, after: state, children, level: null, newId: (label: string) => label };
  const asks = askedAgain(state, childId, hers).map(({ command }) => command.type);
  return asks.length === 0 ? refuse('nothing-refused') : accept({ type: 'ChildAskedAgain', childId, asks });
}
