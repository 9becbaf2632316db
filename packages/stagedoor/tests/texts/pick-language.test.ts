import { describe, expect, it } from 'vitest';
import { pickLanguage } from '../../src/texts/pick-language.ts';

describe('pickLanguage', () => {
  it.each([
    [undefined, undefined, 'en'],
    ['es', undefined, 'es'],
    ['es-MX,es;q=0.9,en;q=0.8', undefined, 'es'],
    ['en-GB,en;q=0.9,es;q=0.8', undefined, 'en'],
    ['de, es;q=0.4, en;q=0.3', undefined, 'es'],
    ['de-DE, fr', undefined, 'en'],
    ['ES-ar', undefined, 'es'],
    ['es;q=0', undefined, 'en'],
    ['es;q=nonsense', undefined, 'en'],
    [';;;,,,q=,*', undefined, 'en'],
    ['es', 'en', 'en'],
    ['en', 'es', 'es'],
    ['es', 'xx', 'es'],
    ['es', '', 'es'],
  ] as const)('of Accept-Language %o and cookie %o is %s', (header, cookie, language) => {
    expect(pickLanguage(header, cookie, ['en', 'es'])).toBe(language);
  });

  it('reads no more than twenty ranges of a header that never ends', () => {
    expect(pickLanguage(`${'de,'.repeat(20)}es`, undefined, ['en', 'es'])).toBe('en');
  });
});
