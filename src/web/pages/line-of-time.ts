/**
 * Where a moment stands on a line of time, in percent of its width: a picture drawn by it takes any width, and its words and marks
 * keep their size in pixels, on a phone as well.
 */
export function lineOfTime(from: number, until: number): (at: number) => number {
  const span = Math.max(1, until - from);
  return (at) => Math.round(((at - from) / span) * 10_000) / 100;
}
