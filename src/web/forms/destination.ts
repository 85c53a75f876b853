import { londonDate } from '../../domain/calendar/time.ts';
import { route, type ServiceKind } from '../../domain/directory/directory.ts';
import type { Destination } from '../../domain/handover/facts.ts';
import { gpBeside } from '../../domain/handover/gp-elsewhere.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import type { Answers, Field, FieldError, Option, RawForm } from './fields.ts';
import type { View } from './form.ts';

/** The answers that lead to the list of all desks, and to none of them. */
const other = 'other';
const none = 'none';

/**
 * How a form asks for a desk. A handover that is sent on goes to a desk other than the one on which it lies, and its
 * form asks why in any case.
 */
type Asking = {
  readonly label: string;
  readonly sentOn: boolean;
  /** The words of the answer that it goes nowhere, where it may. */
  readonly nowhere?: string;
};

const preparing: Asking = { label: 'Which desk receives it?', sentOn: false };

/**
 * The services for which routing is asked: a child of the programme may go to another site with its mother, or to
 * health visiting.
 */
function wanted({ directory, handover, state, actor }: View): readonly ServiceKind[] {
  const releasing = directory.teams.get(handover?.releasingTeamId ?? actor.teamId)?.kind;
  const { awaited, programme } = state;
  const withMother =
    awaited !== null ||
    (releasing === 'fnp' && (programme === null || programme.left?.door === 'moved-to-programme'));
  return withMother ? ['health-visiting', 'fnp'] : ['health-visiting'];
}

/**
 * The desks that cannot be chosen: our own, that of the team that lets go, and, for a handover that is sent on, the one
 * on which it lies.
 */
function notAsked({ actor, handover }: View, { sentOn }: Asking): readonly (string | undefined)[] {
  return [actor.teamId, handover?.releasingTeamId, sentOn ? handover?.destination.teamId : undefined];
}

/** Where routing sends a handover by the place at which the child sleeps, each desk once. */
function routed(view: View, asking: Asking): readonly Destination[] {
  const { directory, state, now } = view;
  const { areaCode = null, postcode = null, temporary = false } = state.address ?? {};
  const found = wanted(view).map((wants): Destination => {
    const residence = { areaCode, postcode, wants, temporary };
    const { kind, teamId, reason } = route(directory, residence, londonDate(now));
    return { kind, teamId, reason };
  });
  const not = notAsked(view, asking);
  return found.filter(
    ({ teamId }, position) =>
      !not.includes(teamId) && found.findIndex((one) => one.teamId === teamId) === position,
  );
}

/** The desks of the area that whoever declined suggested, for one that is sent on (scenario A28). */
function suggested(view: View, asking: Asking): readonly Destination[] {
  const { handover, directory, now } = view;
  if (!asking.sentOn || handover?.state !== 'declined' || handover.declined.onwardAreaCode === null)
    return [];
  const areaCode = handover.declined.onwardAreaCode;
  const names = namesOf(directory);
  const [first] = routed(view, asking);
  return wanted(view).map((wants): Destination => {
    const found = route(directory, { areaCode, postcode: null, wants, temporary: false }, londonDate(now));
    return {
      kind: found.kind,
      teamId: found.teamId,
      reason: `${names.team(handover.destination.teamId)} declined and suggested ${names.area(areaCode)}: ${found.reason}`,
      ...(first && { routed: { teamId: first.teamId, reason: first.reason } }),
    };
  });
}

/** What is proposed: what routing finds first, then what was suggested, then the desk that the draft names already. */
function proposed(view: View, asking: Asking): readonly Destination[] {
  const not = notAsked(view, asking);
  const found = [...routed(view, asking), ...suggested(view, asking)].filter(
    ({ teamId }, position, all) =>
      !not.includes(teamId) && all.findIndex((one) => one.teamId === teamId) === position,
  );
  const named = asking.sentOn ? undefined : view.handover?.destination;
  return !named || found.some(({ teamId }) => teamId === named.teamId) ? found : [...found, named];
}

function allDesks(view: View, asking: Asking): readonly Option[] {
  const not = notAsked(view, asking);
  return [...view.directory.teams.values()]
    .filter((team) => ['fnp', 'health-visiting', 'outside'].includes(team.kind) && !not.includes(team.id))
    .toSorted((a, b) => (a.kind === 'outside' ? 1 : 0) - (b.kind === 'outside' ? 1 : 0))
    .map((team) => ({ value: team.id, words: team.name }));
}

/**
 * The desk that receives a handover (scenario A27): what routing finds comes first, with its reason; the list of all desks
 * is for whoever chooses otherwise, and says why.
 */
export function destinationFields(view: View, asking: Asking = preparing): readonly Field[] {
  const { label, sentOn, nowhere } = asking;
  const found = proposed(view, asking);
  // The GP's area beside the home's: residence decides, and whoever chooses sees where they differ.
  const gp = gpBeside(view.state, view);
  const hint = gp ? { hint: `${gp.says}.` } : {};
  const list = { kind: 'choice', name: 'other-team', options: allDesks(view, asking) } as const;
  const why = { kind: 'text', name: 'other-why', label: 'Why there?' } as const;
  if (found.length === 0 && nowhere === undefined)
    return [
      {
        ...list,
        label,
        hint: [
          sentOn
            ? 'By the address on record routing finds no other desk.'
            : 'The child sleeps in our own area as far as is known, so routing finds no other desk.',
          'A team outside the network answers by telephone.',
          ...(gp ? [`${gp.says}.`] : []),
        ].join(' '),
      },
      ...(sentOn ? [] : [why]),
    ];
  const names = namesOf(view.directory);
  const needed = { optional: true, needed: 'needed for another desk', further: true } as const;
  return [
    {
      kind: 'choice',
      name: 'team',
      label,
      ...hint,
      options: [
        ...found.map(({ teamId, reason }) => ({ value: teamId, words: names.team(teamId), hint: reason })),
        { value: other, words: 'Another desk', hint: 'Choose it below, and say why.' },
        ...(nowhere === undefined ? [] : [{ value: none, words: nowhere }]),
      ],
    },
    { ...list, ...needed, label: 'If another desk: which?' },
    ...(sentOn
      ? []
      : [{ ...why, ...needed, label: 'If another desk: why there, and not where routing finds?' }]),
  ];
}

/** What the folded list of all desks says while it is closed. */
export function otherDesks(): string {
  return 'Another desk than routing finds';
}

/** Faults where another desk is to be chosen: it has to be named, and to have a reason. */
export function destinationFaults(answers: Answers): readonly FieldError[] {
  if (answers.text('team') !== other) return otherNamed(answers);
  return [
    ...otherNamed(answers),
    ...(answers.text('other-why') === ''
      ? [{ name: 'other-why', says: 'Say why it goes there, and not where routing finds' }]
      : []),
  ];
}

/**
 * Another desk is named where one is chosen, and nowhere else: named below a desk that routing finds it would be passed by, and the
 * handover would go to the wrong one. Sent on, the form has its reason in any case.
 */
export function otherNamed(answers: Answers): readonly FieldError[] {
  const said = answers.text('team');
  const named = answers.text('other-team') !== '' || answers.text('other-why') !== '';
  if (said === other)
    return answers.text('other-team') === '' ? [{ name: 'other-team', says: 'Choose the other desk' }] : [];
  // Without a first question the list of all desks is the only one.
  return said !== '' && named
    ? [{ name: 'team', says: 'You name another desk below: choose “Another desk” here, or empty it there' }]
    : [];
}

/** The destination of the answers; one chosen against routing keeps what routing found, so that both sides see it. */
export function destinationOf(answers: Answers, view: View): Destination {
  return chosen(answers, view, preparing, answers.text('other-why'));
}

/** The desk to which a handover is sent on, for the reason that the form asked; null where it goes nowhere. */
export function sentOnTo(answers: Answers, view: View): Destination | null {
  if (answers.text('team') === none) return null;
  return chosen(answers, view, { label: '', sentOn: true }, answers.text('reason'));
}

function chosen(answers: Answers, view: View, asking: Asking, why: string): Destination {
  const said = answers.text('team');
  const teamId = said === '' || said === other ? answers.text('other-team') : said;
  const found = proposed(view, asking).find((one) => one.teamId === teamId);
  if (found) return found;
  const team = view.directory.teams.get(teamId);
  const kind =
    team?.kind === 'outside' ? 'outside' : team?.holdingDesk && team.serviceId === null ? 'holding' : 'desk';
  const reason = `Chosen by ${view.actor.name}: ${why}`;
  const [first] = routed(view, asking);
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
