import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element: its attributes as `@name` texts, its children by name as lists, even where there is one. */
export type XmlElement = { readonly [name: string]: readonly XmlElement[] | string };

export type ReadXml =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly sentence: string };

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  // Without it numeric references such as &#233; stay as they are. No document type gets this far.
  htmlEntities: true,
  maxNestedTags: 60,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

/**
 * XML as a tree. Refuses a document type or entities of its own (they serve attacks only: expansion, files from
 * elsewhere), anything not well formed, and nesting beyond sense. Never throws.
 */
export function readXml(text: string): ReadXml {
  if (/<!\s*(?:DOCTYPE|ENTITY)/i.test(text))
    return { ok: false, sentence: 'It brings a document type of its own, which is refused' };
  if (hasForbiddenSign(text))
    return { ok: false, sentence: 'It is not well-formed XML: it has a sign that no text may have' };
  try {
    const valid = XMLValidator.validate(text);
    if (valid !== true)
      return { ok: false, sentence: `It is not well-formed XML: line ${valid.err.line}, ${valid.err.code}` };
    const root: unknown = parser.parse(text);
    return isElement(root) ? { ok: true, root } : { ok: false, sentence: 'It is not XML' };
  } catch {
    return { ok: false, sentence: 'It is not XML that can be read' };
  }
}

/** Signs that XML forbids, which the parser lets through and no database keeps: the null character, and half of a pair. */
function hasForbiddenSign(text: string): boolean {
  const referred = text.matchAll(/&#(?:x([0-9a-f]+)|(\d+));/gi);
  const codes = [...referred].map(([, hex, decimal]) =>
    hex === undefined ? Number(decimal) : Number.parseInt(hex, 16),
  );
  return text.includes('\0') || codes.some((code) => code === 0 || (code >= 0xd800 && code <= 0xdfff));
}

/** The children of that name, in order. */
export function all(element: XmlElement | null, name: string): readonly XmlElement[] {
  const found = element !== null && Object.hasOwn(element, name) ? element[name] : undefined;
  return Array.isArray(found) ? found.filter(isElement) : [];
}

/** The first element down a path of names, always taking the first child. */
export function first(element: XmlElement | null, ...path: readonly string[]): XmlElement | null {
  return path.reduce<XmlElement | null>((at, name) => all(at, name)[0] ?? null, element);
}

/** The text of FHIR's `value` attribute on the first element down a path; null when absent or blank. */
export function valueAt(element: XmlElement | null, ...path: readonly string[]): string | null {
  return attribute(first(element, ...path), 'value');
}

/** The texts of the `value` attributes of all children of that name. */
export function valuesOf(element: XmlElement | null, name: string): readonly string[] {
  return all(element, name).flatMap((child) => attribute(child, 'value') ?? []);
}

/** An attribute's text without surrounding space; null when absent or blank. */
export function attribute(element: XmlElement | null, name: string): string | null {
  const key = `@${name}`;
  const text = element !== null && Object.hasOwn(element, key) ? element[key] : undefined;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}

function isElement(node: unknown): node is XmlElement {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
