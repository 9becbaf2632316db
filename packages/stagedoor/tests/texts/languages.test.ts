import { describe, expect, it } from 'vitest';
import { createLanguages, ourLanguages, type WrittenLanguage } from '../../src/texts/languages.ts';
import { closestLanguage, pickLanguage } from '../../src/texts/pick-language.ts';
import { translatorFor, type Words } from '../../src/texts/translator.ts';

const polish: WrittenLanguage = {
  tag: 'pl',
  name: 'Polski',
  texts: {
    'login.title': 'Zaloguj się',
    'form.check_one': '{{count}} pole wymaga poprawy',
    'form.check_few': '{{count}} pola wymagają poprawy',
    'form.check_many': '{{count}} pól wymaga poprawy',
    'form.check_other': '{{count}} pola wymaga poprawy',
    'token_new.days_other': '{{count}} dni',
  },
};

const languages = createLanguages({
  written: [...ourLanguages, polish],
  offered: ['pl', 'en'],
  wordsBeside: (language): Words => (language === 'pl' ? { 'logout.title': 'Wylogować?' } : {}),
});

const ours = createLanguages({ written: ourLanguages, offered: null, wordsBeside: () => ({}) });

describe('the languages of a site', () => {
  it('are offered in their order, by the names that their speakers give them', () => {
    expect(languages.offered.map(({ tag, name }) => [tag, name])).toEqual([
      ['pl', 'Polski'],
      ['en', 'English'],
    ]);
    expect(ours.offered.map(({ tag }) => tag)).toEqual(['en', 'es']);
    expect(['pl', 'en'].every(languages.isOffered)).toBe(true);
    expect(['es', 'PL', '', null, 7].some(languages.isOffered)).toBe(false);
  });

  it('are spoken with what the site says instead, and with English where words are missing', () => {
    const t = languages.translatorFor('pl');
    expect([t.language, t('login.title'), t('logout.title'), t('signup.title')]).toEqual([
      'pl',
      'Zaloguj się',
      'Wylogować?',
      'Sign up',
    ]);
  });

  it('have as many plurals as their speakers need, and the general one for a form that nobody wrote', () => {
    const t = languages.translatorFor('pl');
    expect([1, 3, 5].map((count) => t('form.check', { count }))).toEqual([
      '1 pole wymaga poprawy',
      '3 pola wymagają poprawy',
      '5 pól wymaga poprawy',
    ]);
    expect(t('token_new.days', { count: 3 })).toBe('3 dni');
    expect(translatorFor('es')('token_new.days', { count: 1_000_000 })).toBe('1000000 días');
    expect(t('sessions.ended_others', { count: 2 })).toBe('2 other sessions have ended.');
  });

  it.each([
    ['es', 'pl'],
    ['pl-PL', 'pl'],
    ['en-GB', 'en'],
    ['und', 'pl'],
    ['xx', 'pl'],
  ] as const)('speak to whoever chose %s, which is not offered, in %s', (stored, spoken) => {
    expect(languages.translatorFor(stored).language).toBe(spoken);
  });

  it('are made once', () => {
    expect(languages.translatorFor('pl')).toBe(languages.translatorFor('pl'));
    expect(ours.translatorFor('es')).toBe(translatorFor('es'));
  });
});

describe('the closest language', () => {
  const offered = ['en', 'pt-BR', 'zh-Hant', 'zh-Hans'] as const;

  it.each([
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['zh-hant-tw', 'zh-Hant'],
    ['zh', 'zh-Hant'],
    ['en-GB', 'en'],
    ['de', null],
    ['*', null],
    ['', null],
  ] as const)('of %s is %s', (range, tag) => {
    expect(closestLanguage(range, offered)).toBe(tag);
  });

  it('is answered in, by what the browser likes best', () => {
    expect(pickLanguage('de, zh-Hans;q=0.8, en;q=0.9', undefined, offered)).toBe('en');
    expect(pickLanguage('de, pt-PT;q=0.8, en;q=0.7', undefined, offered)).toBe('pt-BR');
    expect(pickLanguage('de', undefined, ['pt-BR', 'en'])).toBe('pt-BR');
    expect(pickLanguage('en', 'pt-BR', offered)).toBe('pt-BR');
    expect(pickLanguage('en', 'es', offered)).toBe('en');
  });
});
