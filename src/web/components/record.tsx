import type { Child } from '../html/jsx-runtime.ts';
import { classNames } from './class-names.ts';
import { Details } from './content.tsx';

type IdentityStripProps = {
  /** Whose strip it is, for those who hear the page. */
  readonly label?: string;
  readonly name: string;
  /** "12 October 2025", or "Due 12 October 2026" for a child not yet born. */
  readonly born: string;
  /** Already in the 3 3 4 form; null when none is known. */
  readonly nhsNumber: string | null;
  /** The sentence that says who holds the child now, and since when. */
  readonly holder: Child;
  /** What stands out: a priority, a sealed address. Words, not colour alone. */
  readonly marks?: Child;
  /** How to reach who holds the child, and what is next: a line each. */
  readonly lines?: readonly { readonly key: string; readonly value: Child }[];
};

/** Who this child is and who holds it now: the same strip at the head of each page of a record. */
export function IdentityStrip(props: IdentityStripProps) {
  const { name, born, nhsNumber, holder, marks, lines = [], label = 'Child' } = props;
  return (
    <section class="hh-identity" aria-label={label}>
      <div class="hh-identity__facts">
        <p class="hh-identity__name">{name}</p>
        <dl class="hh-identity__list">
          <div>
            <dt>Date of birth</dt>
            <dd>{born}</dd>
          </div>
          <div>
            <dt>NHS number</dt>
            <dd class="hh-number">{nhsNumber ?? 'Not known'}</dd>
          </div>
        </dl>
        {marks && <div class="hh-identity__marks">{marks}</div>}
      </div>
      <p class="hh-identity__holder">{holder}</p>
      {lines.length > 0 && (
        <dl class="hh-identity__lines">
          {lines.map(({ key, value }) => (
            <div>
              <dt>{key}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

export type TimelineItem = {
  readonly title: Child;
  /** Who did it, and for which team. */
  readonly by?: Child | undefined;
  /** In words, for people. */
  readonly when: string;
  /** For machines: an instant or a date. */
  readonly datetime: string;
  readonly children?: Child;
  /** An alarm or a refusal: marked by a word in the title as well. */
  readonly problem?: boolean;
};

/** So many entries are read at a glance, on a phone as well; a client has a hundred visits behind her. */
const atAGlance = 3;

/** The newest entries, and all the earlier ones below a line that opens them, without a script. */
export function FoldedTimeline({ items }: { items: readonly TimelineItem[] }) {
  const earlier = items.slice(atAGlance);
  return (
    <>
      <Timeline items={items.slice(0, atAGlance)} level={3} />
      {earlier.length > 0 && (
        <Details summary={`All that happened earlier: ${earlier.length} more`}>
          <Timeline items={earlier} level={3} />
        </Details>
      )}
    </>
  );
}

/** The story of a handover, newest first (after the MoJ part of the same name). It is never a list of things to do. */
export function Timeline({ items, level = 2 }: { items: readonly TimelineItem[]; level?: 2 | 3 }) {
  return (
    <ol class="hh-timeline">
      {items.map((item) => (
        <li class={classNames('hh-timeline__item', item.problem && 'hh-timeline__item--problem')}>
          <div class="hh-timeline__header">
            {level === 2 ? (
              <h2 class="hh-timeline__title">{item.title}</h2>
            ) : (
              <h3 class="hh-timeline__title">{item.title}</h3>
            )}
            {item.by && <p class="hh-timeline__by">by {item.by}</p>}
          </div>
          <p class="hh-timeline__when">
            <time datetime={item.datetime}>{item.when}</time>
          </p>
          {item.children && <div class="hh-timeline__description">{item.children}</div>}
        </li>
      ))}
    </ol>
  );
}
