import type { CivilDate } from '../calendar/time.ts';
import type { Context } from '../child/context.ts';
import { type Code, codeList, inForceOn } from '../language/codes.ts';
import type { Refusal } from '../language/refusals.ts';
import type { ClientCommand } from './client-commands.ts';
import { lossWords, referrerWords, visitModeWords, visitPlaceWords } from './client-facts.ts';
import type { ClientState } from './client-state.ts';
import { doorCodes } from './doors.ts';
import { earlierPregnancyWords, type ReferralFacts, vulnerabilityWords } from './known.ts';
import { type ChosenReason, mayChoose, type ReasonList, reasonLists } from './reasons.ts';
import { clientStatusWords } from './statuses.ts';

/** The code lists of the programme, each with the days of its codes. A national list takes the place of one here, under new days. */
const clientStatusCodes = codeList(clientStatusWords);
export const referrerCodes = codeList(referrerWords);
export const visitPlaceCodes = codeList(visitPlaceWords);
export const visitModeCodes = codeList(visitModeWords);
export const lossCodes = codeList(lossWords);
export const vulnerabilityCodes = codeList(vulnerabilityWords);
export const earlierPregnancyCodes = codeList(earlierPregnancyWords);

type Chosen = readonly [readonly Code[], string | null];

/** What of a command was chosen from a list, beside a reason. */
function chosenIn(command: ClientCommand, known: ReferralFacts): readonly Chosen[] {
  if (command.type === 'refer') return [[referrerCodes, command.from], ...asked(command.known)];
  // What was on record of her already was chosen on another day, and stays as it was.
  if (command.type === 'record-client') {
    const stood = new Set<string | null>([...(known.vulnerabilities ?? []), ...(known.earlier ?? [])]);
    return asked(command.known).filter(([, code]) => !stood.has(code));
  }
  if (command.type === 'child-leaves') return [[doorCodes, command.door]];
  if (command.type === 'record-loss') return [[lossCodes, command.loss]];
  if (command.type === 'plan-visit') return [[visitPlaceCodes, command.place]];
  if (command.type === 'leave') return [[doorCodes, command.door]];
  if (command.type === 'record-visit')
    return [
      [visitPlaceCodes, command.place],
      [visitModeCodes, command.mode],
    ];
  return [];
}

function asked({ vulnerabilities, earlier }: ReferralFacts): readonly Chosen[] {
  return [
    ...(vulnerabilities ?? []).map((code): Chosen => [vulnerabilityCodes, code]),
    ...(earlier ?? []).map((code): Chosen => [earlierPregnancyCodes, code]),
  ];
}

/** The reason of a command, with the list from which it was chosen: that list the site and the network have a say in. */
function reasonIn(command: ClientCommand): readonly [ReasonList, ChosenReason] | null {
  const own = 'own' in command && command.own !== undefined ? { own: command.own } : {};
  if (command.type === 'decline-place') return ['declined-offer', { reason: command.reason, ...own }];
  if (command.type === 'pause') return ['paused', { reason: command.reason, ...own }];
  if (command.type === 'record-missed-visit') return ['missed-visit', { reason: command.why, ...own }];
  if (command.type !== 'leave' || command.reason === null) return null;
  return ['left', { reason: command.reason, ...own }];
}

/** Why a command may not be given for a day: something in it was chosen that no list has on that day for that team. */
export function codeFault(
  command: ClientCommand,
  { known, teamId }: Pick<ClientState, 'known' | 'teamId'>,
  context: Pick<Context, 'directory'>,
  day: CivilDate,
): Refusal | null {
  const gone = chosenIn(command, known).find(([list, code]) => code !== null && !inForceOn(list, code, day));
  if (gone) return { code: 'code-not-in-force', detail: wordsOfChosen(gone) };
  const chosen = reasonIn(command);
  if (!chosen || mayChoose(context, chosen[0], teamId, chosen[1], day)) return null;
  const [list, { reason, own = reason }] = chosen;
  return { code: 'code-not-in-force', detail: wordsOfChosen([reasonLists[list], own]) };
}

/** Why a client may not come to stand somewhere on a day: the list of statuses does not have it then. */
export function statusFault(status: string, day: CivilDate): Refusal | null {
  const chosen: Chosen = [clientStatusCodes, status];
  return inForceOn(clientStatusCodes, status, day)
    ? null
    : { code: 'code-not-in-force', detail: wordsOfChosen(chosen) };
}

function wordsOfChosen([list, code]: Chosen): string {
  return list.find((one) => one.code === code)?.words ?? code ?? '';
}
