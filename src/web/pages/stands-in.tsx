import type { AnsweredFor } from '../../domain/directory/directory.ts';
import type { Names } from '../../domain/language/timeline.ts';

/**
 * Whose work is on these lists besides that of the reader, who comes first: that of people who are not here and for
 * whom the reader stands in (scenario A30). Nothing where there is nobody.
 */
export function StandsIn({ people, names }: { people: AnsweredFor; names: Names }) {
  const [, ...others] = people.filter((id) => id !== null);
  if (others.length === 0) return null;
  return (
    <p>{`What falls to ${others.map(names.person).join(' and ')} is here too: you answer in their place now.`}</p>
  );
}
