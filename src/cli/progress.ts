/**
 * Says how far something long has come: nothing for a short one, and at most one line a second. `things` are what is counted,
 * `milliseconds` is a clock that only goes on.
 */
export function progress(
  name: string,
  say: (line: string) => void,
  things = 'rows',
  milliseconds: () => number = () => performance.now(),
): (done: number) => void {
  const begun = milliseconds();
  let said = begun;
  let first: number | null = null;
  return (done) => {
    first ??= done;
    const at = milliseconds();
    if (at - said < 1000) return;
    said = at;
    const rate = Math.round((done - first) / ((at - begun) / 1000));
    say(`${name}: ${done.toLocaleString('en-GB')} ${things}, ${rate.toLocaleString('en-GB')} a second`);
  };
}
