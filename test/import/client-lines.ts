import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { clientColumns } from '../../src/fhir/clients-csv.ts';

const names = clientColumns.map(({ name }) => name);

/** One client, with a child who is known by its number. */
export function clientRow(n: number, cells: Readonly<Record<string, string>> = {}): string {
  const usual: Readonly<Record<string, string>> = {
    nhs_number: nthTestNumber(5_000 + 2 * n) ?? '',
    given_name: `Ada${n}`,
    family_name: 'Sample',
    date_of_birth: '2005-05-04',
    postcode: '',
    team_id: 'luton-fnp',
    nurse_id: 'shanice-brown',
    enrolled_on: '2026-01-12',
    consent_how: 'Signed',
    sharing_basis: 'Children Act 2004, section 11',
    last_visit_on: '2026-11-20',
    child_nhs_number: nthTestNumber(5_001 + 2 * n) ?? '',
    child_given_name: `Bo${n}`,
    child_date_of_birth: '2026-06-30',
    child_last_seen_on: '2026-11-20',
    ...cells,
  };
  return names.map((name) => `"${usual[name] ?? ''}"`).join(',');
}

/** As her child is told of before birth. */
export const unborn = {
  child_nhs_number: '',
  child_given_name: '',
  child_date_of_birth: '',
  child_last_seen_on: '',
  expected_date_of_delivery: '2027-03-02',
  enrolled_on: '2026-09-14',
};

export function clientsWith(...rows: readonly string[]): string {
  return `${[names.join(','), ...rows].join('\n')}\n`;
}
