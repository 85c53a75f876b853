import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';

/** Where messages go out: a folder of .eml files, or a mail server. */
export type Mail =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'smtp'; readonly url: string };

export type IdentityProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim that carries the practitioner's id in the directory; `sub` when not said. */
  readonly practitionerClaim?: string;
};

export type Settings = {
  readonly port: number;
  readonly host: string;
  /** Absolute. Holds the embedded database, its passwords, and mail by default. */
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  readonly appUrl: string | null;
  readonly mail: Mail;
  readonly mailFrom: string;
  /** Who hears of trouble with Handhold itself, such as a sweep that did not run. */
  readonly operationsEmail: string | null;
  /** How people reach the pages, without a trailing slash. */
  readonly baseUrl: string;
  /** Proxies whose word on who asks is taken: addresses, or networks in bits. Empty: nobody's. */
  readonly proxies: readonly string[];
  /** Null: the built-in provider with the demonstration's people. */
  readonly oidc: IdentityProvider | null;
  readonly demo: boolean;
  /** Null: `sessionSecretOf` makes and keeps one in the data folder. */
  readonly sessionSecret: string | null;
};

export type SettingsResult =
  | { readonly ok: true; readonly settings: Settings }
  /** `sound`: those without a fault, the others as if they were not set, so that what they name can still be tried. */
  | { readonly ok: false; readonly faults: readonly string[]; readonly sound: Settings };

type Setting = { readonly flag: string; readonly says: string };

/** Every setting: its name in the environment, its flag, and what it does. Help and reading are both made from this. */
export const settingNames = {
  PORT: { flag: 'port', says: 'Port of the pages. Default 8080; 0 takes any free one' },
  HOST: { flag: 'host', says: 'Address to listen on. Default 127.0.0.1, this machine only' },
  HANDHOLD_DATA: { flag: 'data', says: 'Data folder. Default .handhold in the project' },
  DATABASE_URL: {
    flag: 'database-url',
    says: 'A PostgreSQL 18 server, as the owner. Default: the embedded one',
  },
  HANDHOLD_APP_URL: { flag: 'app-url', says: 'The application’s own login there, a member of handhold_app' },
  HANDHOLD_MAIL: {
    flag: 'mail',
    says: 'folder:PATH or smtp://… or smtps://… Default: mail in the data folder',
  },
  HANDHOLD_MAIL_FROM: { flag: 'mail-from', says: 'From whom mail goes out. Default handhold@localhost' },
  HANDHOLD_OPERATIONS_EMAIL: {
    flag: 'operations-email',
    says: 'Who hears when Handhold itself is in trouble',
  },
  HANDHOLD_BASE_URL: { flag: 'base-url', says: 'How people reach the pages. Default http://HOST:PORT' },
  HANDHOLD_PROXIES: {
    flag: 'proxies',
    says: 'Addresses or networks of the proxies that end TLS, with commas: only their word is taken on who asks. Default none',
  },
  OIDC_ISSUER: { flag: 'oidc-issuer', says: 'OpenID Connect provider for sign-in' },
  OIDC_CLIENT_ID: { flag: 'oidc-client-id', says: 'Handhold’s name at that provider' },
  OIDC_CLIENT_SECRET: {
    flag: 'oidc-client-secret',
    says: 'Its secret; better in the environment than as a flag',
  },
  OIDC_PRACTITIONER_CLAIM: {
    flag: 'oidc-practitioner-claim',
    says: 'The claim that carries the practitioner’s id in the directory. Default sub; never the e-mail address',
  },
  HANDHOLD_DEMO: {
    flag: 'demo',
    says: 'on or off: the demonstration’s areas and sign-in. Default on without server and provider',
  },
  HANDHOLD_SESSION_SECRET: {
    flag: 'session-secret',
    says: 'At least 32 characters; needed with DATABASE_URL, else made and kept',
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof settingNames;

type Source = Readonly<Record<string, string | undefined>>;

/** The project's folder, which the default data folder is in. */
const projectFolder = path.resolve(import.meta.dirname, '../..');

const fault = (message: string) => ({ error: message });
const text = z.string().min(1);
const mailbox = (name: string) =>
  text.regex(
    /^([^<>]*<)?[^\s<>@]+@[^\s<>@]+>?$/,
    fault(`${name} must be an e-mail address, such as handhold@example.org.`),
  );
const address = (name: string, protocols: RegExp, example: string) =>
  z
    .string()
    .refine((value) => isAddress(value, protocols), fault(`${name} must be an address such as ${example}.`));
const database = (name: string) =>
  address(name, /^postgres(ql)?:$/, 'postgres://owner:password@host:5432/handhold');

const shape = z
  .object({
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, fault('PORT must be a whole number from 0 to 65535.'))
      .transform(Number)
      .refine((port) => port <= 65_535, fault('PORT must be a whole number from 0 to 65535.'))
      .default(8080),
    HOST: text
      .regex(
        /^[\w.:-]+$/,
        fault('HOST must be a host name or an address to listen on, such as 127.0.0.1 or 0.0.0.0.'),
      )
      .default('127.0.0.1'),
    HANDHOLD_DATA: text.default('.handhold'),
    DATABASE_URL: database('DATABASE_URL').optional(),
    HANDHOLD_APP_URL: database('HANDHOLD_APP_URL').optional(),
    HANDHOLD_MAIL: text
      .refine(
        (value) => /^folder:.+/.test(value) || isMailServer(value),
        fault(
          'HANDHOLD_MAIL must be folder:PATH, or a mail server such as smtp://mail.example.org:587. In its password write % as %25 and @ as %40.',
        ),
      )
      .optional(),
    HANDHOLD_MAIL_FROM: mailbox('HANDHOLD_MAIL_FROM').default('Handhold <handhold@localhost>'),
    HANDHOLD_OPERATIONS_EMAIL: mailbox('HANDHOLD_OPERATIONS_EMAIL').optional(),
    HANDHOLD_BASE_URL: address('HANDHOLD_BASE_URL', /^https?:$/, 'https://handhold.example.org').optional(),
    HANDHOLD_PROXIES: text
      .transform((value) => value.split(',').map((one) => one.trim()))
      .refine(
        (all) => all.every(isAddressOrNetwork),
        fault('HANDHOLD_PROXIES must be addresses or networks with commas, such as 10.1.2.3 or 10.1.2.0/28.'),
      )
      .optional(),
    OIDC_ISSUER: address('OIDC_ISSUER', /^https?:$/, 'https://login.example.org').optional(),
    OIDC_CLIENT_ID: text.optional(),
    OIDC_CLIENT_SECRET: text.optional(),
    OIDC_PRACTITIONER_CLAIM: text
      .regex(/^[^\s"]+$/, fault('OIDC_PRACTITIONER_CLAIM must be the name of a claim, such as sub.'))
      .refine(
        (claim) => claim !== 'email',
        fault(
          'OIDC_PRACTITIONER_CLAIM must not be email: an address is given to somebody else one day. Choose a claim that stays.',
        ),
      )
      .optional(),
    HANDHOLD_DEMO: z.enum(['on', 'off'], fault('HANDHOLD_DEMO must be on or off.')).optional(),
    HANDHOLD_SESSION_SECRET: z
      .string()
      .min(32, fault('HANDHOLD_SESSION_SECRET must have at least 32 characters.'))
      .optional(),
  })
  .strict();

type Raw = z.infer<typeof shape>;

/**
 * Settings from flags and environment, a flag winning over the environment, an empty value counting as not set. All
 * faults come back at once, each with what to do. `serving` also asks for what only the pages need.
 */
export function readSettings(
  environment: Source,
  flags: Source = {},
  { serving = false }: { readonly serving?: boolean } = {},
): SettingsResult {
  const given = Object.entries(settingNames).flatMap(([name, { flag }]) => {
    const value = flags[flag] ?? environment[name];
    return value === undefined || value.trim() === '' ? [] : [[name, value.trim()] as const];
  });
  const raw = Object.fromEntries(given);
  const parsed = shape.safeParse(raw);
  const issues = parsed.success ? [] : parsed.error.issues;
  const faults = [...issues.map(({ message }) => message), ...faultsBetween(raw, serving)];
  if (parsed.success && faults.length === 0) return { ok: true, settings: settingsOf(parsed.data) };
  return {
    ok: false,
    faults,
    sound: settingsOf(soundOf(raw, new Set(issues.map(({ path: [name] }) => name)))),
  };
}

/** A port at fault counts as any free one: the default's may be in use by what it was to stand beside. */
function soundOf(raw: Source, atFault: ReadonlySet<PropertyKey | undefined>): Raw {
  const sound = Object.fromEntries(Object.entries(raw).filter(([name]) => !atFault.has(name)));
  return shape.parse(atFault.has('PORT') ? { ...sound, PORT: '0' } : sound);
}

/** Faults that only several settings together show. Looked for even when single ones are wrong, so that one run tells all. */
function faultsBetween(raw: Source, serving: boolean): readonly string[] {
  const faults: string[] = [];
  const provider = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const missing = provider.filter((name) => raw[name] === undefined);
  if (missing.length > 0 && missing.length < provider.length) {
    faults.push(`${missing.join(' and ')} missing: set all of ${provider.join(', ')}, or none of them.`);
  }
  if (raw.OIDC_PRACTITIONER_CLAIM !== undefined && raw.OIDC_ISSUER === undefined) {
    faults.push('OIDC_PRACTITIONER_CLAIM is set without OIDC_ISSUER: set the provider that gives the claim.');
  }
  if (raw.HANDHOLD_APP_URL !== undefined && raw.DATABASE_URL === undefined) {
    faults.push('HANDHOLD_APP_URL is set without DATABASE_URL: set both, or neither.');
  }
  if (serving && raw.DATABASE_URL !== undefined && raw.HANDHOLD_SESSION_SECRET === undefined) {
    faults.push(
      'HANDHOLD_SESSION_SECRET is missing: with DATABASE_URL set it to at least 32 random characters, ' +
        'the same for every instance (for example from: openssl rand -base64 48).',
    );
  }
  if (serving && raw.HANDHOLD_BASE_URL?.startsWith('https:') && raw.HANDHOLD_PROXIES === undefined) {
    faults.push(
      'HANDHOLD_PROXIES is missing: with an https HANDHOLD_BASE_URL a proxy ends TLS. Name its address, such as 127.0.0.1 for one on ' +
        'this machine: without it nobody could sign in, and nobody else is believed.',
    );
  }
  return serving ? [...faults, ...signInFaults(raw)] : faults;
}

/** Without a provider only the demonstration's people sign in, and they give no password. */
function signInFaults(raw: Source): readonly string[] {
  if (raw.OIDC_ISSUER !== undefined) return [];
  const why = raw.DATABASE_URL === undefined ? 'HANDHOLD_DEMO=off' : 'DATABASE_URL';
  const demonstration = raw.HANDHOLD_DEMO === 'on' || (!raw.HANDHOLD_DEMO && raw.DATABASE_URL === undefined);
  if (!demonstration)
    return [
      `OIDC_ISSUER is missing: with ${why} nobody could sign in. Set OIDC_ISSUER, OIDC_CLIENT_ID and ` +
        'OIDC_CLIENT_SECRET, or HANDHOLD_DEMO=on for the demonstration’s people.',
    ];
  const listens = raw.HOST ?? '127.0.0.1';
  const reached = raw.HANDHOLD_BASE_URL ?? addressOf(listens, 0);
  if (!URL.canParse(reached) || isSafeWithoutPassword(new URL(reached), listens)) return [];
  return [
    'The demonstration asks for no password, so over plain HTTP it answers on this machine only: listen there with HOST=127.0.0.1, or set ' +
      'HANDHOLD_BASE_URL to an https address, or a provider with OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.',
  ];
}

/**
 * Over TLS anybody may come, who ends it says who; otherwise only whoever sits at this machine. What people type says nothing
 * about who reaches the port: the address that is listened on does.
 */
function isSafeWithoutPassword({ protocol, hostname }: URL, listens: string): boolean {
  if (protocol !== 'http:') return true;
  const ownNames = ['127.0.0.1', 'localhost', '::1', '[::1]'];
  return ownNames.includes(hostname) && ownNames.includes(listens);
}

function settingsOf(raw: Raw): Settings {
  const dataFolder = path.resolve(projectFolder, raw.HANDHOLD_DATA);
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = raw;
  const claim = raw.OIDC_PRACTITIONER_CLAIM;
  const isDefaultMode = raw.DATABASE_URL === undefined && issuer === undefined;
  return Object.freeze({
    port: raw.PORT,
    host: raw.HOST,
    dataFolder,
    databaseUrl: raw.DATABASE_URL ?? null,
    appUrl: raw.HANDHOLD_APP_URL ?? null,
    mail: Object.freeze(mailOf(raw.HANDHOLD_MAIL, dataFolder)),
    mailFrom: raw.HANDHOLD_MAIL_FROM,
    operationsEmail: raw.HANDHOLD_OPERATIONS_EMAIL ?? null,
    baseUrl: (raw.HANDHOLD_BASE_URL ?? addressOf(raw.HOST, raw.PORT)).replace(/\/+$/, ''),
    proxies: Object.freeze(raw.HANDHOLD_PROXIES ?? []),
    oidc:
      issuer && clientId && clientSecret
        ? Object.freeze({ issuer, clientId, clientSecret, ...(claim ? { practitionerClaim: claim } : {}) })
        : null,
    demo: raw.HANDHOLD_DEMO ? raw.HANDHOLD_DEMO === 'on' : isDefaultMode,
    sessionSecret: raw.HANDHOLD_SESSION_SECRET ?? null,
  });
}

/** The address a person types for a listening host and port; one that listens everywhere is reached as localhost. */
export function addressOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return host.includes(':') ? `http://[${host}]:${port}` : `http://${host}:${port}`;
}

/** The secret that signs session cookies: the one set, or one made once and kept in the data folder. */
export function sessionSecretOf({ sessionSecret, dataFolder }: Settings): string {
  if (sessionSecret) return sessionSecret;
  const file = path.join(dataFolder, 'session-secret');
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

function mailOf(value: string | undefined, dataFolder: string): Mail {
  if (value === undefined) return { kind: 'folder', folder: path.join(dataFolder, 'mail') };
  if (value.startsWith('folder:')) {
    return { kind: 'folder', folder: path.resolve(projectFolder, value.slice('folder:'.length)) };
  }
  return { kind: 'smtp', url: value };
}

/** Every address of a network of no bits would be trusted: that is never meant. */
function isAddressOrNetwork(value: string): boolean {
  const [ip = '', bits, ...more] = value.split('/');
  const most = isIP(ip) === 4 ? 32 : 128;
  if (isIP(ip) === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= most);
}

function isMailServer(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  return /^smtps?:$/.test(protocol) && hostname !== '' && [username, password].every(isDecodable);
}

/** What is not would end the start when the mail server is first named. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** A PostgreSQL on a local socket has no host name, but a folder as `host` among its options. */
function isAddress(value: string, protocols: RegExp): boolean {
  return (
    URL.canParse(value) &&
    protocols.test(new URL(value).protocol) &&
    (new URL(value).hostname !== '' || /[?&]host=%2F|[?&]host=\//i.test(value))
  );
}
