import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommonPasswords } from '../../../src/core/password/common-passwords.ts';
import {
  checkPassword,
  definePasswordPolicy,
  type PasswordPolicy,
  type PasswordSubject,
} from '../../../src/core/password/password-policy.ts';
import { numericVerdicts, people, similarityVerdicts } from './django-verdicts.ts';

const commonPasswords: CommonPasswords = new Set(['password', 'password1234', '12345678', '--------']);
const defaults = definePasswordPolicy({ commonPasswords });

const codes = (password: string, settings: Partial<PasswordPolicy> = {}, subject?: PasswordSubject) =>
  checkPassword(definePasswordPolicy({ commonPasswords, ...settings }), password, subject).map(
    ({ code }) => code,
  );

const GOOD = 'velvet otter 7 bridges';

describe('length', () => {
  it.each([
    [8, 8],
    [9, 9],
    [12, 12],
    [15, 15],
  ])('refuses one code point fewer than the minimum of %i', (minimumLength, min_length) => {
    const policy = definePasswordPolicy({ commonPasswords, minimumLength });
    expect(checkPassword(policy, 'ž'.repeat(minimumLength - 1))).toEqual([
      { code: 'password_too_short', params: { min_length } },
    ]);
    expect(checkPassword(policy, 'ž'.repeat(minimumLength))).toEqual([]);
  });

  it('is 12 unless configured', () => {
    expect(checkPassword(defaults, 'wq7#zmk2!pv')).toEqual([
      { code: 'password_too_short', params: { min_length: 12 } },
    ]);
    expect(checkPassword(defaults, 'wq7#zmk2!pvx')).toEqual([]);
  });

  it('has a floor of 8 that no setting goes below, not even a policy written by hand or without the rule', () => {
    expect(() => definePasswordPolicy({ commonPasswords, minimumLength: 7 })).toThrow(RangeError);
    const byHand = { ...defaults, minimumLength: 3, validators: [] };
    const tooShort = [{ code: 'password_too_short', params: { min_length: 8 } }];
    expect(checkPassword(byHand, 'wq7#zmk')).toEqual(tooShort);
    expect(checkPassword(byHand, 'wq7#zmk2')).toEqual([]);
  });

  it('counts code points, so that a sign beyond the basic plane is one character', () => {
    expect(codes('🦉'.repeat(11))).toEqual(['password_too_short']);
    expect(codes('🦉'.repeat(12))).toEqual([]);
    expect(codes('🦉'.repeat(1024))).toEqual([]);
  });

  it('refuses 1025 code points and 4097 bytes, and looks at nothing else of them', () => {
    const tooLong = [{ code: 'password_too_long', params: { max_length: 1024 } }];
    expect(checkPassword(defaults, '🦉'.repeat(1025))).toEqual(tooLong);
    expect(checkPassword(defaults, '1'.repeat(1025))).toEqual(tooLong);
    expect(checkPassword(defaults, '1'.repeat(1_000_000))).toEqual(tooLong);
    expect(codes('x'.repeat(4096), { maximumLength: 5000 })).toEqual([]);
    expect(codes('x'.repeat(4097), { maximumLength: 5000 })).toEqual(['password_too_long']);
    expect(codes('ä'.repeat(2049), { maximumLength: 5000 })).toEqual(['password_too_long']);
  });

  it.each([64, 65, 128, 1000, 1024])('accepts %i characters', (length) => {
    expect(codes('m'.repeat(length))).toEqual([]);
  });
});

describe('similarity', () => {
  const alone = definePasswordPolicy({ commonPasswords, validators: ['similarity'] });
  const similarity = (password: string, subject?: PasswordSubject) =>
    checkPassword(alone, password, subject).filter(({ code }) => code === 'password_too_similar');

  it.each(similarityVerdicts)('judges %j of person %i as Django does', (password, person, verboseName) => {
    const params = { verbose_name: verboseName ?? '' };
    expect(similarity(password, people[person])).toEqual(
      verboseName ? [{ code: 'password_too_similar', params }] : [],
    );
  });

  it('is skipped for nobody and for absent and empty values', () => {
    expect(similarity('marguerite')).toEqual([]);
    expect(similarity('marguerite', { username: null, firstName: '', email: undefined })).toEqual([]);
  });

  it('takes the attributes and the limit from the policy', () => {
    const subject = { username: 'marguerite', email: 'quartz@example.org' };
    const own: Partial<PasswordPolicy> = { validators: ['similarity', 'minimum-length'] };
    expect(codes('marguerite12', { ...own, similarityAttributes: ['email'] }, subject)).toEqual([]);
    expect(codes('marguerite12345678', { ...own, maximumSimilarity: 0.72 }, subject)).toEqual([]);
    expect(codes('marguerite12345678', { ...own, maximumSimilarity: 0.71 }, subject)).toEqual([
      'password_too_similar',
    ]);
    expect(() => definePasswordPolicy({ commonPasswords, maximumSimilarity: 0.09 })).toThrow(RangeError);
    expect(() => definePasswordPolicy({ commonPasswords, maximumSimilarity: Number.NaN })).toThrow(
      RangeError,
    );
  });
});

describe('common passwords', () => {
  it.each(['password1234', 'PassWord1234', ' password1234 '])(
    'refuses %j in any case and with spaces around it',
    (password) => {
      expect(codes(password)).toEqual(['password_too_common']);
    },
  );

  it('takes another list', () => {
    expect(codes(GOOD, { commonPasswords: new Set([GOOD]) })).toEqual(['password_too_common']);
    expect(codes('password1234', { commonPasswords: new Set([GOOD]) })).toEqual([]);
  });
});

describe('entirely numeric passwords', () => {
  it.each(numericVerdicts)('judges %j as Django does', (password, isNumeric) => {
    const policy = definePasswordPolicy({ commonPasswords, validators: ['numeric'] });
    const found = checkPassword(policy, password).map(({ code }) => code);
    expect(found.includes('password_entirely_numeric')).toBe(isNumeric);
  });
});

describe('context words', () => {
  const settings = { contextWords: ['Stagedoor', 'vault', 'Harbour Light'] };

  it.each([
    'stagedoor2026',
    'Stagedoor2026!',
    '2026-STAGEDOOR-2026',
    'my-stagedoor',
    'St4ged00r!!!!',
    'stagedoorstagedoor',
    'stagedoorpassword',
    'vault-stagedoor-1',
    'harbour-light-77',
    'harbourlight!!',
    'light-stagedoor-harbour',
  ])('refuses %j, which is a word of the site and little else', (password) => {
    expect(codes(password, settings)).toContain('password_context_word');
  });

  it.each(['the stagedoor opens at nine', 'somersault 43 teapots', 'stagedoor 🦉🦊🐝🦉🐝🦊'])(
    'accepts %j',
    (password) => {
      expect(codes(password, settings)).toEqual([]);
    },
  );

  it('names the word', () => {
    expect(checkPassword(definePasswordPolicy({ commonPasswords, ...settings }), 'Stagedoor2026!')).toEqual([
      { code: 'password_context_word', params: { word: 'Stagedoor' } },
    ]);
  });

  it('counts the person’s own names and local part, and tells of them once', () => {
    const subject = { username: 'bob', firstName: 'Robert', lastName: 'Ng', email: 'robs.shop@example.org' };
    expect(codes('bob123456789!', {}, subject)).toEqual(['password_context_word']);
    expect(codes('1robert1986!!', {}, subject)).toEqual(['password_context_word']);
    expect(codes('robs.shop@example', {}, subject)).toEqual(['password_too_similar']);
    expect(codes('ng and bob went fishing', {}, subject)).toEqual([]);
  });
});

describe('composition', () => {
  const composition = ['letter', 'upper', 'digit', 'lower'] as const;

  it('asks nothing unless configured', () => {
    for (const password of [
      'velvet otter bridges',
      'ВЕЛЬВЕТ МОСТЫ ВЫДРА',
      '    leading spaces',
      'مرحبا بالعالم كله',
      '🦉🦊🐝🐌🦋🐢🐙🦀🐬🦓🐘🐪',
    ]) {
      expect(codes(password)).toEqual([]);
    }
  });

  it.each([
    ['1234-5678-9012', ['password_no_letter', 'password_no_upper', 'password_no_lower']],
    ['velvet otter 7', ['password_no_upper']],
    ['VELVET OTTER 7', ['password_no_lower']],
    ['Velvet Otter x', ['password_no_digit']],
    ['Velvet Otter 7', []],
    ['Çédille ñandú ٣', []],
  ])('tells of %j all that is missing, in the order asked', (password, expected) => {
    expect(codes(password, { composition })).toEqual(expected);
  });
});

describe('a password checked against everything', () => {
  it('gets all its problems in the configured order', () => {
    const subject = { username: '12345678' };
    expect(codes('12345678', {}, subject)).toEqual([
      'password_too_similar',
      'password_too_short',
      'password_too_common',
      'password_entirely_numeric',
    ]);
    const reversed = ['numeric', 'common', 'minimum-length', 'similarity'] as const;
    expect(codes('12345678', { validators: reversed }, subject)).toEqual([
      'password_entirely_numeric',
      'password_too_common',
      'password_too_short',
      'password_too_similar',
    ]);
  });

  it('meets the rules of the application in their place', () => {
    const noOtters = (password: string) =>
      password.includes('otter') ? { code: 'no_otters', params: { max: 0 } } : undefined;
    expect(codes(GOOD, { validators: [noOtters, 'minimum-length'], minimumLength: 30 })).toEqual([
      'no_otters',
      'password_too_short',
    ]);
  });

  it('is refused when it holds half a surrogate pair, which could not be told from another', () => {
    expect(codes(`${GOOD}\ud800`)).toEqual(['password_not_text']);
    expect(codes(`${GOOD}\udfff`)).toEqual(['password_not_text']);
    expect(codes(`${GOOD}\u{1f600}`)).toEqual([]);
  });

  it('never throws, whatever is typed by whomever', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(text, text, text, (password, username, email) => {
        const found = checkPassword(defaults, password, { username, email });
        expect(found.every(({ code }) => code.startsWith('password_'))).toBe(true);
      }),
    );
  });

  it.each([0, 63, 11.5, Number.NaN])('cannot be limited to %d characters', (maximumLength) => {
    expect(() => definePasswordPolicy({ commonPasswords, maximumLength })).toThrow(RangeError);
  });
});
