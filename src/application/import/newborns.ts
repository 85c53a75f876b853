import { londonDate } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import type { ChildState } from '../../domain/child/state.ts';
import type { IncomingMessage } from '../../domain/move/incoming.ts';
import { homeOn } from '../../domain/move/judge.ts';
import type { Address } from '../../domain/responsibility/facts.ts';
import { enquiryOfTwin, handoverOfTwin } from '../../domain/responsibility/twin.ts';
import { personWithNumber, uuidFor } from './identifiers.ts';
import { give, issuedFor, type MessagePorts, type Taken } from './taken.ts';

type Taker = {
  readonly teamId: string;
  readonly practitionerId: string | null;
  readonly reason: 'birth' | 'birth-message';
  /** The family of a brother or sister who is known; absent where none is. */
  readonly familyId: string | null | undefined;
};

/**
 * A newborn of whom nobody knew is taken on. With a twin it goes as that one does: what is known around it, and the handover that
 * is on its way, are its own too (scenario A10).
 */
export async function takeOn(
  ports: MessagePorts,
  message: IncomingMessage,
  taker: Taker,
  twin: ChildState | null,
  context: Context,
): Promise<Taken> {
  const { subject, mother } = message;
  const { teamId, practitionerId, reason, familyId } = taker;
  const personId = personWithNumber(subject.nhsNumber ?? '');
  const motherNumber = mother?.nhsNumber ?? null;
  const enquiry = twin && enquiryOfTwin(twin);
  const handover = twin && handoverOfTwin(twin, uuidFor('handover-with-twin', personId));
  const command = {
    type: 'take-on',
    teamId,
    practitionerId,
    reason,
    identity: {
      givenName: subject.givenNames.join(' '),
      familyName: subject.familyName,
      bornOn: subject.dateOfBirth,
      expectedOn: null,
      nhsNumber: subject.nhsNumber,
      familyId: familyId ?? (motherNumber === null ? null : uuidFor('family-of-mother', motherNumber)),
      mother: mother && {
        name: [...mother.givenNames, mother.familyName].filter((name) => name !== '').join(' '),
        nhsNumber: motherNumber,
        bornOn: mother.dateOfBirth,
      },
    },
    address: twin?.address ?? (await addressOf(ports, message, context)),
    gp: subject.gp ? { odsCode: subject.gp.odsCode, name: subject.gp.name } : (twin?.gp ?? null),
    lastSeenOn: null,
    circumstances: twin?.circumstances ?? null,
    ...(handover && { handover }),
    ...(enquiry && { enquiry }),
  } as const;
  const { refused } = await give(ports, issuedFor(personId, message, command), context);
  const says = twin
    ? 'The baby joins the holder of its twin'
    : 'The baby is with the lead until a practitioner is named';
  return refused ?? { outcome: 'taken-on', says, personIds: [personId] };
}

async function addressOf(
  ports: MessagePorts,
  message: IncomingMessage,
  context: Context,
): Promise<Address | null> {
  const day = londonDate(context.now);
  const home = homeOf(message, day);
  if (!home) return null;
  const areaCode = home.postcode === null ? null : await ports.inbox.areaOf(home.postcode, day);
  const from = home.from ?? message.subject.dateOfBirth ?? day;
  return { lines: home.lines, postcode: home.postcode, areaCode, temporary: false, sealed: false, from };
}

/** The baby's home, else the mother's. */
export function homeOf(message: IncomingMessage, day: string) {
  return homeOn(message.subject, day) ?? (message.mother && homeOn(message.mother, day));
}
