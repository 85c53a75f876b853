import { mkdirSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import nodemailer from 'nodemailer';
import type { OutgoingMail } from '../postgres/outbox.ts';

export type Transport = {
  /** Rejects when the mail did not get out. Sending one mail twice gives the same Message-ID, or the same file. */
  readonly send: (mail: OutgoingMail) => Promise<void>;
  readonly close: () => void;
};

export type TransportOptions = { readonly from: string };

/** Where mail goes: `folder` for a folder of .eml files, `smtp` for a mail server. The same shape as the setting. */
export type Route =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'smtp'; readonly url: string };

export function transportOf(route: Route, options: TransportOptions): Transport {
  return route.kind === 'folder' ? folderTransport(route.folder, options) : smtpTransport(route.url, options);
}

/** Nothing in it changes from one sending to the next, so that a repeat is recognised. */
function messageOf({ mailId, to, subject, body, createdAt }: OutgoingMail, from: string) {
  return {
    from,
    to,
    subject,
    text: body,
    date: new Date(createdAt),
    messageId: `<${mailId}@handhold>`,
    xMailer: false as const,
  };
}

/** Each mail a file named for its id: a repeat is the same file. It appears whole or not at all. */
export function folderTransport(folder: string, { from }: TransportOptions): Transport {
  const spell = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    async send(mail) {
      const { message } = await spell.sendMail(messageOf(mail, from));
      const file = path.join(folder, `${mail.mailId}.eml`);
      const part = `${file}.${process.pid}.part`;
      const handle = await open(part, 'w', 0o600);
      try {
        await handle.writeFile(message as Buffer);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(part, file);
    },
    close: () => undefined,
  };
}

/** A mail server. One connection is kept and used again. */
export function smtpTransport(url: string, { from }: TransportOptions): Transport {
  const server = nodemailer.createTransport(url, {
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  } as object);
  return {
    async send(mail) {
      await server.sendMail(messageOf(mail, from));
    },
    close: () => server.close(),
  };
}
