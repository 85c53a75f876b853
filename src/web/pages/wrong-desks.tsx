import type { ReadChild } from '../../application/readings.ts';
import { sayInstant } from '../../domain/calendar/time.ts';
import type { Handover } from '../../domain/handover/facts.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import type { Asked } from './route.ts';

/** Where an offer lay by mistake, and who of that desk opened the record while it lay there. */
export type OpenedAtWrongDesk = {
  readonly teamId: string;
  readonly looks: readonly { readonly practitionerId: string; readonly readAt: string }[];
};

/**
 * The desks from which an offer was recalled, with the looks of their people since the offer (scenario A51). Told to
 * everyone but those desks.
 */
export async function openedAtWrongDesk(
  asked: Asked,
  child: ReadChild,
  handover: Handover,
  deps: WebDeps,
): Promise<readonly OpenedAtWrongDesk[]> {
  const desks = child.facts.flatMap(({ fact }) => {
    if (!('handoverId' in fact) || fact.handoverId !== handover.handoverId) return [];
    if (fact.type === 'HandoverRedirected') return fact.recalled ? [fact.from.teamId] : [];
    const takenBack = fact.type === 'HandoverWithdrawn' && fact.recalled;
    return takenBack ? [handover.destination.teamId] : [];
  });
  const offered = child.facts.find(
    ({ fact }) => fact.type === 'HandoverOffered' && fact.handoverId === handover.handoverId,
  );
  if (desks.length === 0 || !offered || desks.includes(asked.actor.teamId)) return [];
  const looks = await deps.readings.desksThatOpened(asked.actor, child.personId, offered.recordedAt);
  return [...new Set(desks)].map((teamId) => ({
    teamId,
    looks: looks.filter((look) => look.teamId === teamId),
  }));
}

/** Who opened the record at each desk that the offer was recalled from. */
export function WrongDesks({ opened, names }: { opened: readonly OpenedAtWrongDesk[]; names: Names }) {
  return (
    <>
      {opened.map(({ teamId, looks }) => (
        <Table
          caption={`Recalled from ${names.team(teamId)}: who opened it there`}
          captionSize="m"
          columns={[
            { head: 'Who', cell: (look) => names.person(look.practitionerId) },
            { head: 'When', cell: (look) => sayInstant(look.readAt) },
          ]}
          rows={looks}
          none={`Recalled from ${names.team(teamId)}: nobody there opened it.`}
        />
      ))}
    </>
  );
}
