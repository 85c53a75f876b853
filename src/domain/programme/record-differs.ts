import { type CivilDate, sayDate } from '../calendar/time.ts';
import { type AddressText, sameAddress } from '../identity/address.ts';
import { mayBeSameName } from '../identity/given-name.ts';
import { samePerson } from '../identity/same-person.ts';
import type { IncomingPerson } from '../move/incoming.ts';
import { homeOn } from '../move/judge.ts';
import type { Address } from '../responsibility/facts.ts';
import type { ClientIdentity } from './client-facts.ts';

/** One thing of which the demographics service says otherwise than a client’s record here: what stands here, and what there. */
export type Difference = {
  readonly what: 'name' | 'date-of-birth' | 'address';
  readonly here: string;
  readonly there: string;
};

export const differenceWords: Readonly<Record<Difference['what'], string>> = {
  name: 'name',
  'date-of-birth': 'date of birth',
  address: 'address',
};

/**
 * In what a record of the demographics service differs from a client’s own. It changes nothing here by itself (promise P6): a person
 * asks her. What the service does not say differs from nothing, and a sealed address is compared with none (promise P11).
 */
export function differsFrom(
  person: IncomingPerson,
  her: { readonly identity: ClientIdentity; readonly address: Address | null; readonly sealed: boolean },
  day: CivilDate,
): readonly Difference[] {
  const { identity, address, sealed } = her;
  const differences: Difference[] = [];
  const there = [...person.givenNames, person.familyName].join(' ');
  if (!sameName(identity, person))
    differences.push({ what: 'name', here: `${identity.givenName} ${identity.familyName}`, there });
  const { dateOfBirth } = person;
  if (dateOfBirth !== null && dateOfBirth !== identity.bornOn)
    differences.push({
      what: 'date-of-birth',
      here: identity.bornOn === null ? notKnown : sayDate(identity.bornOn),
      there: sayDate(dateOfBirth),
    });
  const home = sealed ? null : homeOn(person, day);
  if (home && !(address && sameAddress(address, home)))
    differences.push({
      what: 'address',
      here: address ? sayPlace(address) : notKnown,
      there: sayPlace(home),
    });
  return differences;
}

const notKnown = 'Not known';

function sameName({ givenName, familyName }: ClientIdentity, told: IncomingPerson): boolean {
  const family = told.familyName === '' || samePerson(familyName, told.familyName);
  return family && mayBeSameName(givenName, told.givenNames.join(' '));
}

function sayPlace({ lines, postcode }: AddressText): string {
  return [...lines, postcode ?? ''].filter((line) => line !== '').join(', ');
}
