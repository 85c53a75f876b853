import type { Names } from '../../domain/language/timeline.ts';

/** Whose work is on these lists besides one's own: that of people who are not here and are stood in for (scenario A30). Nothing where nobody is. */
export function StandsIn({ people, names }: { people: readonly string[]; names: Names }) {
  if (people.length === 0) return null;
  const others = people.map((id) => names.person(id)).join(' and ');
  return <p>{`What falls to ${others} is here too: you answer in their place now.`}</p>;
}
