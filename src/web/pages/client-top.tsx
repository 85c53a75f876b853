import type { ReadClient } from '../../application/client-readings.ts';
import { type CivilDate, londonDate, sayDate } from '../../domain/calendar/time.ts';
import { formatNhsNumber } from '../../domain/identity/nhs-number.ts';
import { clientHeadline } from '../../domain/language/client-headline.ts';
import { nameOfHers } from '../../domain/language/client-timeline.ts';
import { daysUnseen } from '../../domain/programme/board.ts';
import { childrenInProgramme } from '../../domain/programme/client-state.ts';
import { Tag } from '../components/content.tsx';
import { Telephone } from '../components/links.tsx';
import { IdentityStrip } from '../components/record.tsx';
import type { WebDeps } from '../deps.ts';
import type { Asked } from './route.ts';

/** Who the client is, who her nurse is and what is next: at the top, readable in one second. */
export function ClientTop({ asked, client, deps }: { asked: Asked; client: ReadClient; deps: WebDeps }) {
  const { state } = client;
  const top = clientHeadline(state, deps.directory(), asked.now);
  const { identity } = state;
  const herPhone = state.address?.sealed ? null : identity.phone;
  const lines = [
    { key: 'Seen', value: seenWords(client, londonDate(asked.now)) },
    { key: 'Programme', value: `${top.status}${top.since ? ` since ${top.since}` : ''}` },
    { key: 'Why', value: top.why },
    { key: 'Nurse’s phone', value: top.phone && <Telephone words={top.phone} /> },
    { key: 'Her phone', value: herPhone && <Telephone words={herPhone} /> },
    { key: 'Next', value: top.next && <strong>{top.next}</strong> },
  ];
  return (
    <IdentityStrip
      label="Client"
      name={`${identity.givenName} ${identity.familyName}`.trim() || 'Name not known'}
      born={identity.bornOn ? sayDate(identity.bornOn) : 'Not known'}
      nhsNumber={identity.nhsNumber && formatNhsNumber(identity.nhsNumber)}
      holder={<span class="hh-identity__who">{top.who}.</span>}
      lines={lines.filter(({ value }) => value)}
      marks={
        <>
          {state.address?.sealed && <Tag colour="orange">Address sealed</Tag>}{' '}
          {state.deathReported && <Tag colour="red">Her death is reported: not confirmed</Tag>}{' '}
          {state.paused && <Tag colour="yellow">Paused</Tag>} {top.overdue && <Tag colour="red">Overdue</Tag>}
        </>
      }
    />
  );
}

/** When each born child of the programme was last seen, by its own record where her team reads it; the birth is no sighting. */
export function seenWords({ state, children }: ReadClient, today: CivilDate): string {
  return childrenInProgramme(state)
    .flatMap((child) => {
      const record = children.find(({ personId }) => personId === child.personId)?.state;
      const days = record && daysUnseen({ bornOn: child.bornOn, lastSeenOn: record.lastSeenOn }, today);
      if (days === undefined || days === null) return [];
      const since = days === 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'} ago`;
      const seen = (record?.lastSeenOn ?? '') >= (child.bornOn ?? '');
      return [`${nameOfHers(child)} ${seen ? since : `never: born ${since}`}`];
    })
    .join('. ');
}
