import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type Asset = { readonly mediaType: string; readonly content: string; readonly hash: string };

const own = new URL('./assets/', import.meta.url);

const sources = {
  'nhsuk.css': { mediaType: 'text/css; charset=utf-8', read: nhsStylesheet },
  'handhold.css': {
    mediaType: 'text/css; charset=utf-8',
    read: () => readFileSync(new URL('handhold.css', own), 'utf8'),
  },
  'icon.svg': { mediaType: 'image/svg+xml', read: () => readFileSync(new URL('icon.svg', own), 'utf8') },
} as const;

export type AssetName = keyof typeof sources;

export const assetNames = Object.keys(sources) as readonly AssetName[];

const read = new Map<AssetName, Asset>();

/** A style sheet or picture, read once for the life of the process. */
export function assetOf(name: AssetName): Asset {
  const known = read.get(name);
  if (known) return known;
  const { mediaType, read: readSource } = sources[name];
  const content = readSource();
  const asset: Asset = {
    mediaType,
    content,
    hash: createHash('sha256').update(content).digest('hex').slice(0, 12),
  };
  read.set(name, asset);
  return asset;
}

/** The address of an asset, with the hash of its content: it may be kept for a year, and changes when it does. */
export function assetHref(name: AssetName): string {
  return `/assets/${name}?v=${assetOf(name).hash}`;
}

/**
 * The NHS style sheet without its web font: that font is fetched from an outside address and needs a licence that a
 * product for anyone does not have (nhsuk-frontend, core/README). Arial is what it names next.
 */
function nhsStylesheet(): string {
  const file = createRequire(import.meta.url).resolve('nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css');
  return readFileSync(file, 'utf8')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replace(/\/\*# sourceMappingURL=.*?\*\//g, '')
    .replace(/"?Frutiger W01"?,/g, '');
}
