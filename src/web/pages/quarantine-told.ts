import { cellsIn, messageIn } from '../../application/import/item-content.ts';
import { sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { formatNhsNumber } from '../../domain/identity/nhs-number.ts';
import { upperFirst } from '../../domain/language/sentence.ts';
import type { IncomingAddress, IncomingMessage, IncomingPerson } from '../../domain/move/incoming.ts';
import type { Gp } from '../../domain/responsibility/facts.ts';
import type { SummaryRow } from '../components/lists.tsx';

/** A person as an item keeps them. Of a child whose address is sealed, words stand in place of what would tell where it is. */
type Kept = Partial<Omit<IncomingPerson, 'addresses' | 'gp'>> & {
  readonly addresses?: readonly IncomingAddress[] | string;
  readonly gp?: Gp | string | null;
};
type KeptMessage = Partial<Pick<IncomingMessage, 'bornAlive' | 'related' | 'faults' | 'notes'>> & {
  readonly subject?: Kept;
  readonly mother?: Kept | null;
};

/** What an item of quarantine tells, in plain words: of whom, where they live, who else. Nothing where the text could not be read. */
export function toldIn(item: { readonly content: string; readonly says: string }): readonly SummaryRow[] {
  const message = messageIn(item) as KeptMessage | null;
  return message ? toldByMessage(message, item.says) : toldByLine(cellsIn(item));
}

function toldByMessage(message: KeptMessage, says: string): readonly SummaryRow[] {
  const { subject = {}, mother, related = [], bornAlive, faults = [], notes = [] } = message;
  const others = faults.map(({ sentence }) => sentence).filter((sentence) => sentence !== says);
  return rows([
    ['About', sayPerson(subject)],
    ['Home', sayHomes(subject.addresses)],
    ['GP', sayGp(subject.gp)],
    ['Death', bornAlive === false ? 'Stillborn' : sayDeath(subject.deceased)],
    ['Mother', mother ? sayPerson(mother) : ''],
    ...related.map(({ relation, person }): [string, string] => [upperFirst(relation), sayPerson(person)]),
    ['Also', [...others, ...notes].join(' ')],
  ]);
}

/** The cells of a line of a file that hold anything, by the words of their columns. */
function toldByLine(cells: Readonly<Record<string, unknown>>): readonly SummaryRow[] {
  return rows(Object.entries(cells).map(([column, cell]) => [sayColumn(column), sayCell(column, cell)]));
}

function sayColumn(column: string): string {
  const words = column.replaceAll('_', ' ').replace('nhs', 'NHS').replace('gp ods', 'GP practice');
  return upperFirst(words.replace('gp', 'GP'));
}

function sayCell(column: string, cell: unknown): string {
  if (typeof cell !== 'string') return '';
  return column.endsWith('nhs_number') && /^\d{10}$/.test(cell) ? formatNhsNumber(cell) : cell;
}

function rows(told: readonly (readonly [string, string])[]): readonly SummaryRow[] {
  return told.filter(([, value]) => value !== '').map(([key, value]) => ({ key, value }));
}

function sayPerson({
  givenNames = [],
  familyName = '',
  dateOfBirth,
  nhsNumber,
  nhsNumberProblem,
}: Kept): string {
  const number = nhsNumber ? formatNhsNumber(nhsNumber) : nhsNumberProblem?.text;
  const parts = [
    [...givenNames, familyName].join(' ').trim() || 'No name',
    dateOfBirth ? `born on ${sayDate(dateOfBirth)}` : 'day of birth not told',
    number ? `NHS number ${number}` : 'no NHS number',
  ];
  return parts.join(', ');
}

const useWords: Readonly<Record<IncomingAddress['use'], string>> = {
  home: '',
  temporary: ', temporary',
  old: ', a former one',
  other: '',
  unstated: '',
};

function sayHomes(addresses: Kept['addresses'] = []): string {
  if (typeof addresses === 'string') return addresses;
  return addresses
    .map(sayHome)
    .filter((home) => home !== '')
    .join('; ');
}

function sayHome({ lines, postcode, postcodeAsWritten, use, from, to }: IncomingAddress): string {
  const place = [...lines, postcode ?? postcodeAsWritten ?? ''].filter((part) => part !== '').join(', ');
  const since = from ? `, from ${sayDate(from)}` : '';
  return place === '' ? '' : `${place}${useWords[use] ?? ''}${since}${to ? `, until ${sayDate(to)}` : ''}`;
}

function sayGp(gp: Kept['gp']): string {
  return typeof gp === 'string' ? gp : gp ? `${gp.name} ${gp.odsCode}`.trim() : '';
}

const deathWords: Readonly<Record<NonNullable<IncomingPerson['deceased']>['status'], string>> = {
  informal: 'A death is told, not confirmed by its certificate',
  formal: 'A death is told, confirmed by its certificate',
  removed: 'A death that was told before is taken back',
};

function sayDeath(deceased: Kept['deceased']): string {
  return deceased ? `${deathWords[deceased.status]}${deceased.at ? `: ${sayInstant(deceased.at)}` : ''}` : '';
}
