import { isLanguage, type Language } from './translator.ts';

interface Preference {
  readonly language: string;
  readonly quality: number;
}

function parsePreference(range: string): Preference {
  const [tag = '', ...params] = range.split(';').map((piece) => piece.trim());
  const quality = params.find((param) => param.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { language: (tag.split('-')[0] ?? '').toLowerCase(), quality: Number.isFinite(weight) ? weight : 0 };
}

/**
 * The language to answer in: the visitor's own choice (cookie), else the best of `Accept-Language` (RFC 9110 section
 * 12.5.4), else English. Unknown values count as absent; at most 20 ranges are read.
 */
export function pickLanguage(acceptLanguage: string | undefined, cookie: string | undefined): Language {
  if (isLanguage(cookie)) return cookie;
  const preferences = (acceptLanguage ?? '').split(',', 20).map(parsePreference);
  let best: { language: Language; quality: number } = { language: 'en', quality: 0 };
  for (const { language, quality } of preferences) {
    if (isLanguage(language) && quality > best.quality) best = { language, quality };
  }
  return best.language;
}
