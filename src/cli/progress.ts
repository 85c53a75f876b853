/** Says how far a long file has come: nothing for a short one, and at most one line a second. `milliseconds` is a clock that only goes on. */
export function progress(
  name: string,
  say: (line: string) => void,
  milliseconds: () => number = () => performance.now(),
): (rowsRead: number) => void {
  const begun = milliseconds();
  let said = begun;
  let first: number | null = null;
  return (rowsRead) => {
    first ??= rowsRead;
    const at = milliseconds();
    if (at - said < 1000) return;
    said = at;
    const rate = Math.round((rowsRead - first) / ((at - begun) / 1000));
    say(`${name}: ${rowsRead.toLocaleString('en-GB')} rows, ${rate.toLocaleString('en-GB')} a second`);
  };
}
