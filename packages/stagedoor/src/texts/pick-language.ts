import type { LanguageTag } from '../core/kernel/language-tag.ts';

interface Preference {
  readonly range: string;
  readonly quality: number;
}

function parsePreference(text: string): Preference {
  const [range = '', ...params] = text.split(';').map((piece) => piece.trim());
  const quality = params.find((param) => param.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { range, quality: Number.isFinite(weight) ? weight : 0 };
}

const base = (tag: string): string => tag.split('-')[0] ?? '';

/**
 * The language among those offered that a tag means: itself, what is left of it when its end is taken away (RFC 4647 section
 * 3.4), or the first of the same language: whoever reads `pt` reads `pt-BR`. Null where there is none.
 */
export function closestLanguage(range: string, offered: readonly LanguageTag[]): LanguageTag | null {
  const wanted = range.toLowerCase();
  const shortened = wanted
    .split('-')
    .map((_, index, pieces) => pieces.slice(0, pieces.length - index).join('-'));
  const found = shortened.map((tag) => offered.find((one) => one.toLowerCase() === tag)).find(Boolean);
  return found ?? offered.find((one) => base(one) === base(wanted)) ?? null;
}

/**
 * The language to answer in, of those offered: the visitor's own choice (cookie), else the best of `Accept-Language` (RFC 9110
 * section 12.5.4), else the first. Unknown values count as absent; at most 20 ranges are read.
 */
export function pickLanguage(
  acceptLanguage: string | undefined,
  chosen: string | undefined,
  offered: readonly LanguageTag[],
): LanguageTag {
  const own = offered.find((tag) => tag === chosen);
  if (own !== undefined) return own;
  let best: { language: LanguageTag; quality: number } = { language: offered[0] ?? 'en', quality: 0 };
  for (const { range, quality } of (acceptLanguage ?? '').split(',', 20).map(parsePreference)) {
    const language = quality > best.quality ? closestLanguage(range, offered) : null;
    if (language !== null) best = { language, quality };
  }
  return best.language;
}
