/** Nobody turns the leaves of a list as far as this. */
const lastStart = 1_000_000;

/** From which line a list is asked: 0 for anything that is no such number. */
export function pageStart(from: string | undefined): number {
  const start = Number(from ?? 0);
  return Number.isInteger(start) && start > 0 && start <= lastStart ? start : 0;
}

/** The ways to earlier and further lines of a list. */
export function Further({
  href,
  from,
  shown,
  most = 50,
}: {
  href: string;
  from: number;
  shown: number;
  most?: number;
}) {
  if (from === 0 && shown < most) return null;
  const at = `${href}${href.includes('?') ? '&' : '?'}from=`;
  return (
    <p class="hh-links">
      {from > 0 && <a href={`${at}${Math.max(0, from - most)}`}>Earlier lines</a>}{' '}
      {shown === most && <a href={`${at}${from + most}`}>Further lines</a>}
    </p>
  );
}
