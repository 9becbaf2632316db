import { describe, expect, test } from 'vitest';
import { checkLanguage, isLanguageTag, type LanguageTag } from '../../../src/core/kernel/language-tag.ts';

describe('the tag of a language', () => {
  test.each(['en', 'es', 'yue', 'pt-BR', 'es-419', 'zh-Hant', 'yue-Hant'])('may be %s', (tag) => {
    expect(isLanguageTag(tag)).toBe(true);
    expect(checkLanguage(tag)).toEqual([]);
  });

  test.each([
    '',
    'e',
    'EN',
    'english',
    'pt-br',
    'pt_BR',
    'zh-Hant-TW',
    'en\n',
    ' en',
    'x-klingon',
    '../en',
    'und',
    7,
    null,
    {},
  ])('is not %j', (value) => {
    expect(isLanguageTag(value)).toBe(false);
  });

  test('that somebody chose is named where it is none, cut to what a page can show', () => {
    expect(checkLanguage(null)).toEqual([]);
    expect(checkLanguage(`x${'y'.repeat(500)}`)).toEqual([
      { code: 'invalid_choice', params: { input: `x${'y'.repeat(99)}` } },
    ]);
  });

  test('fits into the column that it is kept in', () => {
    expect(['yue-Hant', 'zho-Hant'].every((tag) => isLanguageTag(tag) && tag.length <= 8)).toBe(true);
  });

  test('is no text that nobody looked at', () => {
    const chosen: string = 'en';
    // @ts-expect-error a text of whoever asks
    const tag: LanguageTag = chosen;
    expect(tag).toBe('en');
  });
});
