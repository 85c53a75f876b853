import type { Instant } from '../../domain/calendar/time.ts';
import type { ChildCommand } from '../../domain/child/commands.ts';
import type { Actor } from '../../domain/child/context.ts';
import type { StoredFact } from '../../domain/child/facts.ts';
import type { ChildState } from '../../domain/child/state.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import type { RouteResult } from '../../domain/directory/routing.ts';
import type { Handover } from '../../domain/handover/facts.ts';
import type { Answers, Field, RawForm } from './fields.ts';

/** What a form is drawn against. */
export type View = {
  readonly personId: string;
  readonly state: ChildState;
  readonly facts: readonly StoredFact[];
  readonly handover: Handover | null;
  readonly directory: Directory;
  readonly actor: Actor;
  readonly now: Instant;
};

/** What reading a form may ask for besides its answers: fresh ids, and the area of a postcode. */
export type Reach = {
  readonly newId: () => string;
  readonly routeOf: (
    postcode: string | null,
    wants: 'fnp' | 'health-visiting',
    temporary: boolean,
  ) => Promise<{ areaCode: string | null; route: RouteResult }>;
};

export type Shown = {
  readonly heading: string;
  readonly lines: readonly { readonly key: string; readonly value: string }[];
};

/** A form that makes one command: the words of its page and button, its questions, and the command of its answers. */
export type ChildForm = {
  readonly title: string;
  readonly button: string;
  /** What a person should know before answering. */
  readonly guidance?: (view: View) => string;
  /** What must be before a person's eyes when sending: a heading, and a line for each number. Null where there is none. */
  readonly shows?: (view: View) => Shown | null;
  readonly fields: (view: View) => readonly Field[];
  /** Answers already known, as the boxes hold them. */
  readonly known?: (view: View) => RawForm;
  readonly command: (answers: Answers, view: View, reach: Reach) => ChildCommand | Promise<ChildCommand>;
};
