import { londonDate } from '../../domain/calendar/time.ts';
import { route, type ServiceKind } from '../../domain/directory/directory.ts';
import type { Destination } from '../../domain/handover/facts.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import type { Answers, Field, FieldError, Option, RawForm } from './fields.ts';
import type { View } from './form.ts';

/** The answer that leads to the list of all desks. */
const other = 'other';

/** The services of which routing is asked: a child of the programme may stay in it, or go to health visiting. */
function wanted({ directory, actor, handover, state }: View): readonly ServiceKind[] {
  const ofProgramme = directory.teams.get(actor.teamId)?.kind === 'fnp';
  const joins = state.awaited !== null || handover?.kind === 'health-visiting-to-fnp';
  return ofProgramme || joins ? ['health-visiting', 'fnp'] : ['health-visiting'];
}

/** Where routing sends a handover by the place at which the child sleeps, each desk once, our own apart. */
function routed(view: View): readonly Destination[] {
  const { directory, state, actor, now } = view;
  const { areaCode = null, postcode = null, temporary = false } = state.address ?? {};
  const found = wanted(view).map((wants): Destination => {
    const residence = { areaCode, postcode, wants, temporary };
    const { kind, teamId, reason } = route(directory, residence, londonDate(now));
    return { kind, teamId, reason };
  });
  return found.filter(
    ({ teamId }, position) =>
      teamId !== actor.teamId && found.findIndex((one) => one.teamId === teamId) === position,
  );
}

/** What is proposed: what routing finds first, then the desk that the draft names already. */
function proposed(view: View): readonly Destination[] {
  const found = routed(view);
  const named = view.handover?.destination;
  return !named || found.some(({ teamId }) => teamId === named.teamId) ? found : [...found, named];
}

function allDesks({ directory, actor }: View): readonly Option[] {
  return [...directory.teams.values()]
    .filter((team) => ['fnp', 'health-visiting', 'outside'].includes(team.kind) && team.id !== actor.teamId)
    .toSorted((a, b) => (a.kind === 'outside' ? 1 : 0) - (b.kind === 'outside' ? 1 : 0))
    .map((team) => ({ value: team.id, words: team.name }));
}

/**
 * The desk that receives a handover (scenario A27): what routing finds comes first, with its reason; the list of all desks
 * is for whoever chooses otherwise, and says why.
 */
export function destinationFields(view: View): readonly Field[] {
  const found = proposed(view);
  const list = { kind: 'choice', name: 'other-team', options: allDesks(view) } as const;
  const why = { kind: 'text', name: 'other-why', label: 'Why there?' } as const;
  if (found.length === 0)
    return [
      {
        ...list,
        label: 'Which desk receives it?',
        hint: 'The child sleeps in our own area as far as is known, so routing finds no other desk. A team outside the network answers by telephone.',
      },
      why,
    ];
  const names = namesOf(view.directory);
  const needed = { optional: true, needed: 'needed for another desk', further: true } as const;
  return [
    {
      kind: 'choice',
      name: 'team',
      label: 'Which desk receives it?',
      options: [
        ...found.map(({ teamId, reason }) => ({ value: teamId, words: names.team(teamId), hint: reason })),
        { value: other, words: 'Another desk', hint: 'Choose it below, and say why.' },
      ],
    },
    { ...list, ...needed, label: 'If another desk: which?' },
    { ...why, ...needed, label: 'If another desk: why there, and not where routing finds?' },
  ];
}

/** What the folded list of all desks says while it is closed. */
export function otherDesks(): string {
  return 'Another desk than routing finds';
}

/** Another desk is named, and has a reason. */
export function destinationFaults(answers: Answers): readonly FieldError[] {
  if (answers.text('team') !== other) return [];
  return [
    ...(answers.text('other-team') === '' ? [{ name: 'other-team', says: 'Choose the other desk' }] : []),
    ...(answers.text('other-why') === ''
      ? [{ name: 'other-why', says: 'Say why it goes there, and not where routing finds' }]
      : []),
  ];
}

/** The destination of the answers; one chosen against routing keeps what routing found, so that both sides see it. */
export function destinationOf(answers: Answers, view: View): Destination {
  const said = answers.text('team');
  const teamId = said === '' || said === other ? answers.text('other-team') : said;
  const found = proposed(view).find((one) => one.teamId === teamId);
  if (found) return found;
  const team = view.directory.teams.get(teamId);
  const kind =
    team?.kind === 'outside' ? 'outside' : team?.holdingDesk && team.serviceId === null ? 'holding' : 'desk';
  const reason = `Chosen by ${view.actor.name}: ${answers.text('other-why')}`;
  const [first] = routed(view);
  return {
    kind,
    teamId,
    reason,
    ...(first ? { routed: { teamId: first.teamId, reason: first.reason } } : {}),
  };
}

/** The destination as the boxes hold it. */
export function destinationKnown({ handover }: View): RawForm {
  return handover ? { team: handover.destination.teamId } : {};
}
