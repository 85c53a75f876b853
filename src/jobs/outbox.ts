import type { Pool } from 'pg';
import { killPoint } from '../application/kill-points.ts';
import type { Instant } from '../domain/calendar/time.ts';
import { writePeopleMail, writeTeamMail } from '../postgres/notices.ts';
import {
  claimMail,
  mailFailed,
  mailKeptBack,
  mailSent,
  maySay,
  type OutgoingMail,
} from '../postgres/outbox.ts';
import { personLetter, teamLetter } from './letters.ts';
import type { Transport } from './mail-transport.ts';

/** Writes one mail for each team with news and one for each person named on the ladder. Answers how many of both. */
export async function gatherMail(pool: Pool, now: Instant, baseUrl: string): Promise<number> {
  const people = await writePeopleMail(pool, now, (box) => personLetter(box, baseUrl));
  const teams = await writeTeamMail(pool, now, (box) => teamLetter(box, baseUrl));
  return people + teams;
}

export type Sent = { readonly sent: number; readonly failed: number };

/** Sends what is waiting. What fails stays with its reason and is tried again later; nothing is given up. */
export async function sendWaiting(
  pool: Pool,
  transport: Transport,
  now: () => Instant,
  baseUrl: string,
  batchSize = 20,
): Promise<Sent> {
  let sent = 0;
  let failed = 0;
  for (;;) {
    const mails = await claimMail(pool, now(), batchSize);
    for (const mail of mails) {
      try {
        const said = await askedAgain(pool, mail, baseUrl);
        if (!said) {
          await mailKeptBack(pool, mail.mailId);
          continue;
        }
        await transport.send(said);
        killPoint('mail-after-send');
        await mailSent(pool, mail.mailId, now());
        sent += 1;
      } catch (error) {
        await mailFailed(pool, mail, error instanceof Error ? error.message : String(error), now());
        failed += 1;
      }
    }
    if (mails.length < batchSize || failed > 0) return { sent, failed };
  }
}

/** The mail as it may go out now; null where nothing is left to say. */
async function askedAgain(pool: Pool, mail: OutgoingMail, baseUrl: string): Promise<OutgoingMail | null> {
  if (mail.box === null) return mail;
  const box = await maySay(pool, mail.box);
  if (box === null || box === mail.box) return box && mail;
  const letter = 'notices' in box ? teamLetter(box, baseUrl) : personLetter(box, baseUrl);
  return { ...mail, subject: letter.subject, body: letter.body };
}
