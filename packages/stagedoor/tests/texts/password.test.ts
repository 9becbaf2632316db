import { describe, expect, it } from 'vitest';
import type { FieldProblem } from '../../src/core/kernel/errors.ts';
import { checkPassword, definePasswordPolicy } from '../../src/core/password/password-policy.ts';
import { passwordTexts } from '../../src/texts/feature/password.ts';
import { problemText } from '../../src/texts/problem-text.ts';
import { translatorFor } from '../../src/texts/translator.ts';

const { en: english, es: spanish } = passwordTexts;

const say = (problem: FieldProblem) => problemText(translatorFor('en'), problem);
const placeholders = (text: string) => text.match(/\{\{\w+\}\}/g)?.sort() ?? [];

describe('what is said of a password', () => {
  it.each([
    [
      { code: 'password_too_similar', params: { verbose_name: 'first name' } },
      'The password is too similar to the first name.',
    ],
    [
      { code: 'password_too_similar', params: { verbose_name: 'email address' } },
      'The password is too similar to the email address.',
    ],
    [
      { code: 'password_too_short', params: { min_length: 9 } },
      'This password is too short. It must contain at least 9 characters.',
    ],
    [
      { code: 'password_too_short', params: { min_length: 1 } },
      'This password is too short. It must contain at least 1 character.',
    ],
    [{ code: 'password_too_common' }, 'This password is too common.'],
    [{ code: 'password_entirely_numeric' }, 'This password is entirely numeric.'],
  ])('is what Django says: %j', (problem, text) => {
    expect(say(problem)).toBe(text);
  });

  it('is what Django says beforehand, with its curly apostrophes', () => {
    const t = translatorFor('en');
    expect([
      t('password_help.similarity'),
      t('password_help.minimum-length', { min_length: 12 }),
      t('password_help.common'),
      t('password_help.numeric'),
    ]).toEqual([
      'Your password can’t be too similar to your other personal information.',
      'Your password must contain at least 12 characters.',
      'Your password can’t be a commonly used password.',
      'Your password can’t be entirely numeric.',
    ]);
  });

  it('has words in both languages for every problem that the policy finds', () => {
    const policy = definePasswordPolicy({
      commonPasswords: new Set(['password1234']),
      composition: ['letter', 'upper', 'lower', 'digit'],
      contextWords: ['stagedoor'],
    });
    const subject = { username: '1234567' };
    const typed = [
      '1234567',
      '--------',
      'PASSWORD1234',
      'stagedoor2026',
      'x'.repeat(1025),
      'half a pair \ud800',
    ];
    const problems = typed.flatMap((password) => checkPassword(policy, password, subject));
    expect(new Set(problems.map(({ code }) => code)).size).toBe(11);
    for (const problem of problems) {
      for (const language of ['en', 'es'] as const) {
        const text = problemText(translatorFor(language), problem);
        expect(text).not.toBe(problem.code);
        expect(text).not.toContain('{{');
      }
    }
  });

  it('carries the same values in Spanish as in English', () => {
    for (const [key, text] of Object.entries(english)) {
      expect([key, placeholders(spanish[key as keyof typeof english])]).toEqual([key, placeholders(text)]);
    }
  });
});
