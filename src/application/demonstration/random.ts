/** A source of chance that gives the same values for the same seed, on every machine. */
export type Random = {
  /** From 0 up to, not including, 1. */
  readonly fraction: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly whole: (low: number, high: number) => number;
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(list: readonly [T, ...T[]] | readonly T[]) => T;
  /** 32 bits as eight hexadecimal digits. */
  readonly hex: () => string;
};

/**
 * The generator sfc32 of Practically Random, seeded from a number and a label: what is asked of one family never
 * shifts what another gets, so that a larger size holds the smaller one unchanged.
 */
export function randomFrom(seed: number, label: string | number): Random {
  let a = mix(seed >>> 0);
  let b = mix((a ^ textNumber(String(label))) >>> 0);
  let c = mix((b + Math.floor(seed / 2 ** 32)) >>> 0);
  let counter = 1;

  function bits(): number {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  }

  for (let warm = 0; warm < 8; warm += 1) bits();
  const fraction = () => bits() / 2 ** 32;
  const whole = (low: number, high: number) => low + Math.floor(fraction() * (high - low + 1));
  return {
    fraction,
    whole,
    chance: (share) => fraction() < share,
    pick: (list) => {
      const index = whole(0, list.length - 1);
      if (index >= list.length) throw new RangeError('There is nothing to pick from');
      return list[index] as (typeof list)[number];
    },
    hex: () => bits().toString(16).padStart(8, '0'),
  };
}

function mix(value: number): number {
  let h = (value + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function textNumber(text: string): number {
  let h = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  return h >>> 0;
}
