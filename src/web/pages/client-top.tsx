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

/** How long each born child that the programme's team may read has not been seen, by its own record. */
function seenWords({ state, children }: ReadClient, today: CivilDate): string {
  return childrenInProgramme(state)
    .flatMap((child) => {
      const record = children.find(({ personId }) => personId === child.personId)?.state;
      const days = record && daysUnseen({ bornOn: child.bornOn, lastSeenOn: record.lastSeenOn }, today);
      if (days === undefined || days === null) return [];
      const seen = record?.lastSeenOn ? '' : ', never since the birth';
      return [
        days === 0
          ? `${nameOfHers(child)} today`
          : `${nameOfHers(child)} ${days} ${days === 1 ? 'day' : 'days'} ago${seen}`,
      ];
    })
    .join('. ');
}
