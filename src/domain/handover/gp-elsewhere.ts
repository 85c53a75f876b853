import type { Instant } from '../calendar/time.ts';
import type { Context } from '../child/context.ts';
import { today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { type GpBesideHome, gpBesideHome } from '../directory/gp-practice.ts';
import type { GpAnswer, GpElsewhere } from './parts.ts';

type GpAndHome = Pick<ChildState, 'gp' | 'address'>;

/** Where the child's GP lies beside its home today (scenario A27); null where no GP is on record. */
export function gpBeside(
  { gp, address }: GpAndHome,
  context: Pick<Context, 'directory' | 'now'>,
): GpBesideHome | null {
  return gpBesideHome(context.directory, gp, address, today(context));
}

/** What a person said of this practice and this home; null while nobody has, or where either has changed since. */
export function gpAnswered(
  { gpElsewhere }: { readonly gpElsewhere?: GpElsewhere },
  { gp, address }: GpAndHome,
): GpAnswer | null {
  const same = gpElsewhere?.odsCode === gp?.odsCode && gpElsewhere?.areaCode === address?.areaCode;
  return gpElsewhere && same ? gpElsewhere.answer : null;
}

/** The GP in another area than the home, of which nobody has said yet what holds; null where nothing is to be settled. */
export function gpToSettle(
  handover: { readonly gpElsewhere?: GpElsewhere },
  child: GpAndHome,
  context: Pick<Context, 'directory' | 'now'>,
): GpBesideHome | null {
  const beside = gpBeside(child, context);
  return beside?.differs && gpAnswered(handover, child) === null ? beside : null;
}

/** Since when it is asked: since the handover was prepared, or since the practice or the home became another one. */
export function gpAskedSince(
  { preparedAt }: { readonly preparedAt: Instant },
  { gpKnownAt, addressKnownAt }: Pick<ChildState, 'gpKnownAt' | 'addressKnownAt'>,
): Instant {
  return [preparedAt, gpKnownAt ?? '', addressKnownAt ?? ''].toSorted().at(-1) ?? preparedAt;
}

/** The answer, kept with the practice and the area of the home that it is about. */
export function answeredFor(
  answer: GpAnswer | undefined,
  { gp, address }: GpAndHome,
): { readonly gpElsewhere?: GpElsewhere } {
  const areaCode = address?.areaCode ?? null;
  return answer && gp && areaCode ? { gpElsewhere: { answer, odsCode: gp.odsCode, areaCode } } : {};
}
