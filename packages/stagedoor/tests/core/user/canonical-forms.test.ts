import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalEmail, checkEmail, normalizeEmail } from '../../../src/core/kernel/email.ts';
import { randomPublicId } from '../../../src/core/kernel/secret-value.ts';
import { decodeUserId, encodeUserId } from '../../../src/core/link/link-paths.ts';
import { canonicalIdentifier } from '../../../src/core/user/find-by-identifier.ts';
import { canonicalUsername, checkUsername, normalizeUsername } from '../../../src/core/user/username.ts';
import { accountsForTest } from '../../support/core.ts';
import { naughtyStrings } from '../../support/naughty-strings.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.emailAddress(),
  fc.constantFrom(...naughtyStrings),
);

describe('the canonical form of an address', () => {
  test('is its own canonical form, and an address', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const canonical = canonicalEmail(typed);
        if (canonical === null) return;
        expect(canonicalEmail(canonical)).toBe(canonical);
        expect(checkEmail(canonical)).toEqual([]);
        expect(canonical).toMatch(/^[!-~]+@[a-z0-9.-]+$/);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is the same for every letter case and white space around it', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const canonical = canonicalEmail(email);
        expect(canonicalEmail(email.toUpperCase())).toBe(canonical);
        expect(canonicalEmail(` ${email.toLowerCase()}\n`)).toBe(canonical);
      }),
    );
  });

  test('is the same for what is stored', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        expect(canonicalEmail(normalizeEmail(typed))).toBe(canonicalEmail(typed));
      }),
      { numRuns: 2_000 },
    );
  });

  test('exists exactly for what is accepted', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        expect(canonicalEmail(typed) !== null).toBe(checkEmail(typed).length === 0);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['ana@mail.example', 'ana@mail.example'],
    ['Ana@BÜCHER.example', 'ana@xn--bcher-kva.example'],
    ['ana+tag@mail.example', 'ana+tag@mail.example'],
    ['a.n.a@mail.example', 'a.n.a@mail.example'],
    ['ana@localhost', 'ana@localhost'],
    ['ana@faß.example', 'ana@xn--fa-hia.example'],
  ])('of %s is %s', (typed, canonical) => {
    expect(canonicalEmail(typed)).toBe(canonical);
  });

  test.each([
    'añá@mail.example',
    '"a b"@mail.example',
    'a b@mail.example',
    'a@b@mail.example',
    'a@mail',
    'a@mail.1',
    'a@127.0.0.1',
    'a@[::1]',
    'a@mail..example',
    'a@mail.example.',
    'a@-mail.example',
    'a@ma_il.example',
    'a@mail.example%00',
    'a@mail。example',
    'a@mail.example#x',
    'a@mail.example:80',
    'a@user:pw@mail.example',
    'a@mail\u00adx.example\u202e',
    `${'a'.repeat(65)}@mail.example`,
    `a@${'b'.repeat(250)}.example`,
  ])('does not exist for %s', (typed) => {
    expect(canonicalEmail(typed)).toBeNull();
  });
});

describe('the canonical form of a username', () => {
  test('is one for the capital sharp s, the small one and ss', () => {
    expect(new Set(['GRO\u1e9e', 'Gro\u00df', 'gross'].map(canonicalUsername))).toEqual(new Set(['gross']));
  });

  test('is its own canonical form', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const canonical = canonicalUsername(typed);
        expect(canonicalUsername(canonical)).toBe(canonical);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is shared by what is stored, and by its letter cases', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        if (checkUsername(typed, '').length > 0) return;
        const canonical = canonicalUsername(typed);
        expect(canonicalUsername(normalizeUsername(typed))).toBe(canonical);
        expect(canonicalUsername(typed.toUpperCase())).toBe(canonical);
        expect(canonicalUsername(normalizeUsername(typed).toUpperCase().toLowerCase())).toBe(canonical);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('an identifier', () => {
  test('names the account it was signed up with, however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.emailAddress(),
        fc.stringMatching(/^[a-zA-Z0-9_+-]{3,30}$/),
        async (email, username) => {
          fc.pre(canonicalEmail(email) !== null);
          const site = await accountsForTest();
          const user = await site.activated({ email, username, firstName: '', lastName: '' });
          for (const identifier of [email, email.toUpperCase(), username, ` ${username.toUpperCase()}`]) {
            expect((await site.useCases.user.find({ identifier }))?.id).toBe(user.id);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('has one counter for all its spellings, of bounded length', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const canonical = canonicalIdentifier(typed);
        expect(canonicalIdentifier(` ${typed} `)).toBe(canonical);
        expect(canonical.length).toBeLessThanOrEqual(256);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the uid in a link', () => {
  test('is Django’s: base64url of the decimal id, without padding', () => {
    expect(encodeUserId(1)).toBe('MQ');
    expect(encodeUserId(12_345)).toBe('MTIzNDU');
  });

  test('comes back as the id it was made of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (id) => {
        expect(decodeUserId(encodeUserId(id))).toBe(id);
      }),
    );
    expect(decodeUserId(encodeUserId(randomPublicId()))).not.toBeNull();
  });

  test('is a positive whole number or nothing, whatever was sent', () => {
    fc.assert(
      fc.property(anyText, (sent) => {
        const id = decodeUserId(sent);
        if (id !== null) expect(Number.isSafeInteger(id) && id > 0).toBe(true);
      }),
    );
    for (const text of ['0', '-1', '01', '1.5', '1e3', ' 1', '9007199254740993', '١']) {
      expect(decodeUserId(Buffer.from(text).toString('base64url'))).toBeNull();
    }
  });
});
