import { type LevelWithSilent, type Logger, pino } from 'pino';

/** Fields that may hold something of a person. None is written by us; this is the second lock. */
const personal = [
  'name',
  'givenName',
  'familyName',
  'nhsNumber',
  'postcode',
  'address',
  'lines',
  'phone',
  'email',
  'body',
  'query',
  'headers',
  'detail',
  'where',
  'parameters',
];

/**
 * The log of the pages, on the error stream so that standard output keeps its one line. It holds methods, route
 * patterns, statuses and times: no address with its query, no name, no number.
 */
export function pageLog(level: LevelWithSilent): Logger {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: personal.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[left out]',
      },
      serializers: { err: faultOf, error: faultOf, req: () => undefined, res: () => undefined },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/**
 * A fault for the log. A database's message may quote a value, so whatever stands in quotation marks, or looks like a
 * number or a postcode, is left out of it.
 */
export function faultOf(error: unknown): {
  type: string;
  code?: string;
  message: string;
  stack: readonly string[];
} {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: [] };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: withoutValues(error.message),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
  };
}

function withoutValues(message: string): string {
  return (
    message
      .replace(/"[^"]*"|'[^']*'|\u201c[^\u201d]*\u201d|\u2018[^\u2019]*\u2019|\([^)]*\)/g, '[left out]')
      .replace(/\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gi, '[left out]')
      .replace(/\d[\d ]{5,}/g, '[left out]')
      .split('\n')[0]
      ?.slice(0, 200) ?? ''
  );
}
