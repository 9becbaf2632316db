import { describe, expect, it } from 'vitest';
import { accountPages } from '../../src/texts/en/account-pages.ts';
import { authPages } from '../../src/texts/en/auth-pages.ts';
import { cli } from '../../src/texts/en/cli.ts';
import { english } from '../../src/texts/en/english.ts';
import { errorPages } from '../../src/texts/en/error-pages.ts';
import { events } from '../../src/texts/en/events.ts';
import { mail } from '../../src/texts/en/mail.ts';
import { parts } from '../../src/texts/en/parts.ts';
import { spanish } from '../../src/texts/es/spanish.ts';
import { featureTexts } from '../../src/texts/feature-texts.ts';
import { isTextKey, type TextKey, translatorFor } from '../../src/texts/translator.ts';

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();
const keys = Object.keys(english) as (keyof typeof english)[];

describe('the languages', () => {
  it('have the same keys, and no key in two themes', () => {
    const themes = [
      ...featureTexts.map(({ en }) => en),
      parts,
      authPages,
      accountPages,
      events,
      errorPages,
      mail,
      cli,
    ];
    expect(Object.keys(spanish).sort()).toEqual([...keys].sort());
    expect(themes.reduce((count, theme) => count + Object.keys(theme).length, 0)).toBe(keys.length);
  });

  it('fill in the same facts', () => {
    const differing = keys.filter(
      (key) => placeholders(english[key]).join() !== placeholders(spanish[key]).join(),
    );
    expect(differing).toEqual([]);
  });

  it('say nothing twice and leave nothing in English by mistake', () => {
    const alike = keys.filter((key) => english[key] === spanish[key] && !key.startsWith('cli.'));
    const sameWord = ['error.code', 'nav.tokens', 'page.title', 'tokens.title'];
    expect(alike.sort()).toEqual(sameWord);
  });

  it('exclaim only where the contract does', () => {
    const exclaiming = keys.filter((key) => english[key].includes('!'));
    expect(exclaiming.sort()).toEqual(['login.welcome_back', 'password_change.success', 'signup.success']);
  });
});

describe('translatorFor', () => {
  it('knows its language and is made once', () => {
    expect(translatorFor('es').language).toBe('es');
    expect(translatorFor('es')).toBe(translatorFor('es'));
  });

  it('fills in parameters without escaping them, since drawing escapes', () => {
    expect(translatorFor('en')('login.welcome_back', { username: '<b>&' })).toBe('Welcome back, <b>&!');
  });

  it('does not fill in what a parameter itself contains', () => {
    const text = translatorFor('en')('mail.greeting', { username: '{{site}}$t(login.title)' });
    expect(text).toBe('Hello {{site}}$t(login.title),');
  });

  it.each([
    ['max_length', { max_length: 150 }, 'Ensure this field has no more than 150 characters.'],
    ['max_length', { max_length: 1 }, 'Ensure this field has no more than 1 character.'],
    ['throttled', { count: 1 }, 'Request was throttled. Expected available in 1 second.'],
    ['throttled', { retryAfterSeconds: 40 }, 'Request was throttled. Expected available in 40 seconds.'],
    [
      'password_too_short',
      { min_length: 9 },
      'This password is too short. It must contain at least 9 characters.',
    ],
  ] as const)('chooses the plural of %s by its only number: %o', (key, params, text) => {
    // `retryAfterSeconds` stands for any name: the sentence itself counts.
    const named = 'retryAfterSeconds' in params ? { count: params.retryAfterSeconds } : params;
    expect(translatorFor('en')(key, named)).toBe(text);
  });
});

describe('the contract texts', () => {
  const literal: readonly (readonly [TextKey, string])[] = [
    ['required', 'This field is required.'],
    ['null', 'This field may not be null.'],
    ['blank', 'This field may not be blank.'],
    ['invalid_string', 'Not a valid string.'],
    ['invalid_email', 'Enter a valid email address.'],
    ['invalid_boolean', 'Must be a valid boolean.'],
    ['invalid_date', 'Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'],
    ['username_taken', 'A user with that username already exists.'],
    [
      'username_invalid',
      'Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.',
    ],
    ['email_taken', 'Email already exists.'],
    ['password_mismatch', 'The two password fields didn’t match.'],
    ['password_incorrect', 'Your old password was entered incorrectly. Please enter it again.'],
    [
      'invalid_login',
      'Please enter a correct username and password. Note that both fields may be case-sensitive.',
    ],
    ['invalid-credentials', 'Invalid credentials'],
    ['not-authenticated', 'Authentication credentials were not provided.'],
    ['permission-denied', 'You do not have permission to perform this action.'],
    ['not-found', 'Not found.'],
    ['login.failed', 'Invalid username or password.'],
    ['logout.done', 'You have been logged out.'],
    ['signup.success', 'Registration successful!'],
    ['password_change.success', 'Password changed successfully!'],
    ['login.submit', 'Log in'],
    ['email_must_be_set', 'The Email field must be set'],
    ['superuser_must_be_staff', 'Superuser must have is_staff=True.'],
    ['superuser_must_be_superuser', 'Superuser must have is_superuser=True.'],
  ];

  it.each(literal)('%s', (key, text) => {
    expect(translatorFor('en')(key)).toBe(text);
  });

  it('fill in theirs', () => {
    const t = translatorFor('en');
    expect(t('invalid_choice', { input: 'x' })).toBe('"x" is not a valid choice.');
    expect(t('login.welcome_back', { username: 'ana' })).toBe('Welcome back, ana!');
    expect(t('method_not_allowed', { method: 'PUT' })).toBe('Method "PUT" not allowed.');
    expect(t('mail.password_reset.subject', { site: 'example.org' })).toBe('Password reset on example.org');
  });
});

describe('isTextKey', () => {
  it('knows plain keys and plurals by their base, and nothing else', () => {
    expect(['required', 'max_length', 'throttled'].every(isTextKey)).toBe(true);
    expect(['nonsense', 'toString', '__proto__', ''].some(isTextKey)).toBe(false);
  });
});
