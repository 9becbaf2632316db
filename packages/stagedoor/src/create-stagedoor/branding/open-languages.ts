import { nearMisses } from '../../config/near-misses.ts';
import { ConfigurationError } from '../../config.ts';
import type { LanguageTag } from '../../core/kernel/language-tag.ts';
import { RecordProblem } from '../../core/kernel/record-shape.ts';
import { repeated } from '../../core/kernel/repeated.ts';
import { english } from '../../texts/en/english.ts';
import {
  createLanguages,
  type Languages,
  ourLanguages,
  type WrittenLanguage,
} from '../../texts/languages.ts';
import type { Words } from '../../texts/translator.ts';
import { formsOf, pluralBase, textProblemsBeside } from '../check-words.ts';
import type { BrandingCore } from './branding.ts';

/** The words of the site's features in a language, with what the site says instead of some. */
type FeatureWords = (language: LanguageTag, instead?: Words) => Words;

interface Said {
  readonly branding: BrandingCore;
  /** SITE_LANGUAGES; null for all that there are. */
  readonly offered: readonly LanguageTag[] | null;
  readonly featureWords: FeatureWords;
}

/** The languages of a site: ours, those that it adds, and what it says instead. @throws RecordProblem, ConfigurationError */
export function openLanguages({ branding, offered, featureWords }: Said): Languages {
  const added = branding.languages ?? [];
  const written = [...ourLanguages, ...added.map(writtenIn)];
  const inEnglish = { ...english, ...featureWords('en') };
  const replaced = branding.texts ?? {};
  const problems = [
    ...twice(written.map(({ tag }) => tag)),
    ...added.flatMap(({ tag, texts }) =>
      problemsOf(tag, { texts: texts as Words, inEnglish, within: 'languages.' }),
    ),
    ...Object.entries(replaced).flatMap(([language, texts]) =>
      written.some(({ tag }) => tag === language)
        ? problemsOf(language, { texts: texts as Words, inEnglish, within: 'texts.' })
        : [`texts.${language} is of no language that the site has`],
    ),
  ];
  if (problems.length > 0) throw new RecordProblem('The branding', problems);
  requireWritten(written, offered);
  return createLanguages({
    written,
    offered,
    wordsBeside: (language) => {
      const instead = replaced[language] as Words | undefined;
      // What an added language says of a feature is said where the feature's own words are, events and refusals among them.
      const ofTheSite = { ...added.find(({ tag }) => tag === language)?.texts, ...instead } as Words;
      return { ...featureWords(language, ofTheSite), ...instead };
    },
  });
}

function writtenIn({ tag, name, texts }: NonNullable<BrandingCore['languages']>[number]): WrittenLanguage {
  return { tag, name, texts: texts as Words };
}

function twice(tags: readonly LanguageTag[]): string[] {
  return repeated(tags).map(
    (tag) => `languages has ${tag}, which is there already; its texts are replaced by texts.${tag}`,
  );
}

interface Judged {
  readonly texts: Words;
  readonly inEnglish: Words;
  readonly within: string;
}

function problemsOf(language: string, { texts, inEnglish, within }: Judged): string[] {
  return Object.entries(texts).flatMap(([key, text]) => {
    if (key.startsWith('cli.'))
      return [`${within}${language}.${key} is said in the terminal, in its own languages`];
    if (text.trim() === '') return [`${within}${language}.${key} must be a text`];
    const isKnown = Object.hasOwn(inEnglish, key) || pluralBase(key, inEnglish) !== null;
    if (!isKnown) return [`${within}${language}.${key} is no text${meant(key, Object.keys(inEnglish))}`];
    return textProblemsBeside({ language, key, text }, inEnglish).map((problem) => within + problem);
  });
}

function meant(key: string, known: readonly string[]): string {
  const [near] = nearMisses(key, known);
  return near === undefined ? '' : `, perhaps ${near} is meant`;
}

function requireWritten(written: readonly WrittenLanguage[], offered: readonly LanguageTag[] | null): void {
  if (offered?.length === 0) throw new ConfigurationError(['SITE_LANGUAGES must name a language at least.']);
  const tags = written.map(({ tag }) => tag);
  const unknown = (offered ?? []).filter((tag) => !tags.includes(tag));
  if (unknown.length === 0) return;
  throw new ConfigurationError([
    `SITE_LANGUAGES names ${unknown.join(', ')}, and the site has words in ${tags.join(', ')} alone.`,
  ]);
}

/** What a language that a site adds has no words for. */
export interface MissingTexts {
  readonly language: LanguageTag;
  readonly of: number;
  readonly keys: readonly string[];
}

/** For each added language what is said in English meanwhile, in the order of ours. */
export function missingTexts(
  { languages = [] }: BrandingCore,
  featureWords: FeatureWords,
): readonly MissingTexts[] {
  const inEnglish = { ...english, ...featureWords('en') };
  return languages.flatMap(({ tag, texts }) => {
    const own: Words = { ...(texts as Words), ...featureWords(tag) };
    const needed = Object.keys(inEnglish).flatMap((key) => neededFor(key, tag, inEnglish));
    const keys = needed.filter((key) => !Object.hasOwn(own, key));
    return keys.length === 0 ? [] : [{ language: tag, of: needed.length, keys }];
  });
}

function neededFor(key: string, language: LanguageTag, inEnglish: Words): readonly string[] {
  if (key.startsWith('cli.')) return [];
  const base = pluralBase(key, inEnglish);
  if (base === null) return [key];
  return key === `${base}_other` ? formsOf(language).map((form) => `${base}_${form}`) : [];
}
