/** An element as it was opened. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Where what it holds begins. */
  readonly end: number;
}

const TAG = /<([a-z][a-z0-9-]*)((?:\s+[^\s=>"'/]+(?:="[^"]*")?)*)\s*\/?>/gi;
const ATTRIBUTE = /\s+([^\s=>"'/]+)(?:="([^"]*)")?/g;

/** Every element of a page in its order. Knows the one way in which our pages are written: attributes in double quotes. */
export function readTags(html: string): readonly Tag[] {
  return [...html.matchAll(TAG)].map((match) => ({
    name: (match[1] ?? '').toLowerCase(),
    attributes: Object.fromEntries(
      [...(match[2] ?? '').matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [
        name,
        decodeEntities(value),
      ]),
    ),
    end: match.index + match[0].length,
  }));
}

/** What a person reads, with single spaces. */
export function textOf(html: string): string {
  const withoutHead = html.replace(/^[\s\S]*<body>/, '');
  return decodeEntities(withoutHead.replaceAll(/<[^>]*>/g, ' '))
    .replaceAll(/[ \n]+/g, ' ')
    .trim();
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

export function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return NAMED[name] ?? whole;
  });
}

/** The part of a page between an element's opening, found by what it must contain, and its close. */
export function between(html: string, opening: RegExp, close: string): string | null {
  const found = opening.exec(html);
  if (found === null) return null;
  const start = found.index + found[0].length;
  const end = html.indexOf(close, start);
  return html.slice(start, end === -1 ? undefined : end);
}
