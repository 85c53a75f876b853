import type { Practitioner } from '../../domain/directory/directory.ts';
import { lowerFirst } from '../../domain/language/sentence.ts';
import { roleWords } from '../view.ts';
import type { Option } from './fields.ts';

/** Whom to ask to agree, each with the role by which they may: a name alone tells nobody whom to ring. */
export function agreeing(people: readonly Practitioner[]): readonly Option[] {
  return people.map(({ id, name, role }) => ({
    value: id,
    words: `${name}, ${lowerFirst(roleWords[role])}`,
  }));
}
