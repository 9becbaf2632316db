import { describe, expect, it } from 'vitest';
import { translatorFor } from '../../src/texts/translator.ts';
import { passwordHint } from '../../src/ui/password-hint.ts';

const WORDS = 'A few words in a row work well.';
const hint = (...composition: ('letter' | 'upper' | 'lower' | 'digit')[]) =>
  passwordHint(translatorFor('en'), { minimumLength: 12, composition });

describe('what a form says of a new password before one is typed', () => {
  it('recommends words in a row where the site takes them', () => {
    for (const said of [hint(), hint('letter'), hint('lower'), hint('letter', 'lower')]) {
      expect(said).toContain(WORDS);
    }
  });

  it('recommends nothing that the site refuses', () => {
    for (const said of [hint('digit'), hint('upper'), hint('letter', 'upper', 'digit', 'lower')]) {
      expect(said).not.toContain(WORDS);
    }
    expect(hint('letter', 'digit')).toBe('At least 12 characters, with a letter and a digit.');
  });
});
