import type { ChildCommandName } from '../child/commands.ts';
import { type RefusalCode, refusals } from './refusals.ts';

/** What was asked of a child's own record, in words that fit after "was not". */
const asked: Readonly<Partial<Record<ChildCommandName, string>>> = {
  'take-on': 'taken on',
  'join-programme': 'entered in the programme',
  'name-practitioner': 'given the new nurse',
  'move-expected-birth': 'given the new expected date',
  'record-birth': 'recorded as born',
  'record-sighting': 'recorded as seen',
  'receive-signal': 'given the signal of missed visits',
  'move-programme-end': 'given the new end of the programme',
  'leave-programme': 'offered onward',
  redirect: 'sent on to the other desk',
  revise: 'given the new destination of its handover',
  prepare: 'given a handover of its own',
  'stop-schedules': 'freed of its schedules',
  'resume-schedules': 'given its schedules again',
  'reverse-end': 'brought back into care',
  'seal-address': 'hidden with its mother’s address',
  'record-mother-death': 'told that its mother has died',
  'take-back-mother-death': 'told that its mother lives',
};

/** What a child's own record refused, in words that fit after "was not". */
export function askedWords(asks: ChildCommandName): string {
  return asked[asks] ?? asks;
}

/** Why a child's record refused, from the catalogue. */
export function whyRefused(says: string): string {
  return says in refusals
    ? `${refusals[says as RefusalCode].says} ${refusals[says as RefusalCode].canDo}`
    : says;
}
