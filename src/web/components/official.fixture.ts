import { createRequire } from 'node:module';
import path from 'node:path';
import nunjucks from 'nunjucks';

const folder = path.resolve(path.dirname(createRequire(import.meta.url).resolve('nhsuk-frontend')), '..');

const templates = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
});

/** What the official macro of a component makes of its options. */
export function official(
  component: string,
  macro: string,
  options: Readonly<Record<string, unknown>>,
): string {
  return templates.renderString(
    `{% from "nhsuk/components/${component}/macro.njk" import ${macro} %}{{ ${macro}(options) }}`,
    { options },
  );
}

/**
 * Markup in one spelling, so that two can be compared: no space between or beside tags, attributes in order and with
 * a value, entities as their characters. What a browser makes of it is not changed by any of these.
 */
export function normalised(html: string): string {
  return html
    .replaceAll('&ctdot;', '⋯')
    .replace(/\s+/g, ' ')
    .replace(
      /<(\/?)([a-z0-9]+)((?:"[^"]*"|[^">])*?)\s*\/?>/gi,
      (_, close: string, name: string, attributes: string) => {
        const each = [...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)]
          .map(([, key = '', value = '']) => `${key}="${value.trim()}"`)
          .sort();
        return `<${close}${[name.toLowerCase(), ...each].join(' ')}>`;
      },
    )
    .replace(/<\/(path|input|br|hr)>/g, '')
    .replace(/\s*(<[^>]+>)\s*/g, '$1')
    .replaceAll('>', '>\n')
    .replaceAll('<', '\n<')
    .replace(/\n+/g, '\n')
    .trim();
}
