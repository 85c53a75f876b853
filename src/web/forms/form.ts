import type { CivilDate, Instant } from '../../domain/calendar/time.ts';
import type { ChildCommand } from '../../domain/child/commands.ts';
import type { Actor, Context } from '../../domain/child/context.ts';
import type { StoredFact } from '../../domain/child/facts.ts';
import type { ChildState } from '../../domain/child/state.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import type { RouteResult } from '../../domain/directory/routing.ts';
import type { Handover } from '../../domain/handover/facts.ts';
import type { Answers, Field, FieldError, RawForm } from './fields.ts';

/** What a form about a child is drawn against. */
export type View = {
  readonly personId: string;
  readonly state: ChildState;
  readonly facts: readonly StoredFact[];
  readonly visitDays: readonly CivilDate[];
  readonly handover: Handover | null;
  readonly directory: Directory;
  readonly actor: Actor;
  readonly now: Instant;
  /** What the rules ask besides: time limits and holidays, for what is said before it is sent. */
  readonly context: Context;
};

/** What reading a form may ask for besides its answers: fresh ids, and the area of a postcode. */
export type Reach = {
  readonly newId: () => string;
  /** Whether a team of the network holds a child with this NHS number: the answer and nothing else. */
  readonly isHeld: (nhsNumber: string) => Promise<boolean>;
  /** The child in care with this NHS number and date of birth, whoever answers for it: its id and nothing else. */
  readonly childOf: (nhsNumber: string, bornOn: CivilDate) => Promise<string | null>;
  readonly routeOf: (
    postcode: string | null,
    wants: 'fnp' | 'health-visiting',
    temporary: boolean,
  ) => Promise<{ areaCode: string | null; route: RouteResult }>;
};

/** Numbers and words shown above the questions. */
export type Shown = {
  readonly heading: string;
  readonly lines: readonly {
    readonly key: string;
    readonly value: string;
    /** Where what is missing is done. */
    readonly actions?: readonly {
      readonly href: string;
      readonly text: string;
      readonly hiddenText: string;
    }[];
  }[];
};

/** A part of a long form, on a page of its own. */
export type Step = { readonly title: string; readonly fields: readonly Field[] };

/** A form that makes one command: the words of its page and button, its questions, and the command of its answers. */
export type CommandForm<On, Command> = {
  readonly title: string;
  readonly button: string;
  /** What a person should know before answering. */
  readonly guidance?: (view: On) => string | null;
  /** What must be before a person's eyes when sending: a heading, and a line for each number. Null where there is none. */
  readonly shows?: (view: On) => Shown | readonly Shown[] | null;
  readonly fields: (view: On) => readonly Field[];
  /** The same questions by topic, one page after the other; all on one page when not said. */
  readonly steps?: (view: On) => readonly Step[];
  /** Answers already known, as the boxes hold them. */
  readonly known?: (view: On) => RawForm;
  /** What the folded part says while it is closed: the answers that stand if nobody changes them. */
  readonly further?: (view: On) => string;
  /** What is wrong with answers that are each right by themselves. */
  readonly faults?: (answers: Answers, view: On) => readonly FieldError[];
  /** What is wrong with answers by what stands in the records. */
  readonly looksUp?: (answers: Answers, view: On, reach: Reach) => Promise<readonly FieldError[]>;
  /** The answers are shown once more before they are recorded: for what is hard to take back. */
  readonly checks?: boolean;
  /** The true time where the page does not ask for it: one of the form's own answers, or null (`stillToCome`). */
  readonly happened?: (answers: Answers) => Instant | null;
  readonly command: (answers: Answers, view: On, reach: Reach) => Command | Promise<Command>;
};

/** For what is only planned nobody asks whether it happened earlier: its time is that at which it is recorded. */
export const stillToCome = (): null => null;

/** As much of a child as the title of a form goes by. */
export type Titled = { readonly identity: { readonly bornOn: CivilDate | null } };

/** A form about a child or one of its handovers. */
export type ChildForm = CommandForm<View, ChildCommand> & {
  /** Its title where that goes by whom it is about: of a child that is not born yet the mother is seen. */
  readonly titled?: (child: Titled) => string;
};
