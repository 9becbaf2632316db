import { describe, expect, it } from 'vitest';
import { createDjangoSigner } from '../../../src/infrastructure/crypto/django-signing.ts';

/** Written by Django 5.2 with SECRET_KEY 'secret' at this moment. */
const at = new Date('2026-03-01T12:00:00Z');
const SESSION_SALT = 'django.contrib.sessions.SessionStore';
const age = { now: at, seconds: 0 };
const signerOf = (salt: string, ...keys: string[]) => createDjangoSigner({ keys: ['secret', ...keys], salt });

const vectors: readonly [unknown, string, boolean, string][] = [
  [
    { _auth_user_id: '7' },
    SESSION_SALT,
    false,
    'eyJfYXV0aF91c2VyX2lkIjoiNyJ9:1vwfSq:Z9vp7suEiPjwV3P9Gbk_ukGSYKEiThGvy_2KdY2a47A',
  ],
  [
    { cart: Array(60).fill(1) },
    SESSION_SALT,
    true,
    '.eJyrVkpOLCpRsoo21BkQGFsLALh-GXk:1vwfSq:8hf3-TPawpIKtS4wUeNULYBw4hhpAbhNzci-_EWvblQ',
  ],
  [
    { name: 'ñ' },
    'account',
    false,
    'eyJuYW1lIjoiXHUwMGYxIn0:1vwfSq:Z11uscN8i9YZ11oSwb8YYSJ0j2DHJ4-R2nfDuPqeLrg',
  ],
  [7, 'account', false, 'Nw:1vwfSq:5e7RNDdvhLriWc_ba67-cuMMfcY2hBsIezaXbhEo7yk'],
];

describe('Django’s signing', () => {
  it.each(vectors)('reads what Django wrote: %j', (value, salt, _, signed) => {
    expect(signerOf(salt).loads(signed, age)).toEqual({ value });
  });

  it.each(vectors)('writes what Django reads: %j', (value, salt, compress, signed) => {
    const written = signerOf(salt).dumps(value, { at, compress });
    expect(written.startsWith('.')).toBe(signed.startsWith('.'));
    expect(signerOf(salt).loads(written, age)).toEqual({ value });
    if (!compress) expect(written).toBe(signed);
  });

  it('signs values that hold colons themselves', () => {
    const signed = 'a:b:1vwfSq:67-dFn6gu_dRHjrwCSg0PdfKzyjh5oso2tjIovh2F_g';
    expect(signerOf('x').sign('a:b', at)).toBe(signed);
    expect(signerOf('x').unsign(signed, age)).toBe('a:b');
  });

  it('reads the SHA-1 of before Django 3.1, and what earlier keys signed, and writes neither', () => {
    const old = 'eyJhIjoxfQ:1vwfSq:MS_ehP8SoUNWu-8NL9rY5O-7R4c';
    expect(signerOf('s').loads(old, age)).toEqual({ value: { a: 1 } });
    const signed = signerOf('s').dumps(1, { at });
    const rotated = createDjangoSigner({ keys: ['new', 'secret'], salt: 's' });
    expect(rotated.loads(signed, age)).toEqual({ value: 1 });
    expect(signerOf('s').loads(rotated.dumps(1, { at }), age)).toBeNull();
  });

  it('is good until just its age, and from a clock that runs ahead', () => {
    const signed = signerOf('s').sign('x', at);
    const after = (seconds: number) => new Date(at.getTime() + seconds * 1_000);
    expect(signerOf('s').unsign(signed, { now: after(60), seconds: 60 })).toBe('x');
    expect(signerOf('s').unsign(signed, { now: after(61), seconds: 60 })).toBeNull();
    expect(signerOf('s').unsign(signed, { now: after(-60), seconds: 0 })).toBe('x');
  });

  it('refuses another salt, another key, and any change of a character', () => {
    const signed = signerOf('s').dumps({ a: 1 }, { at });
    expect(signerOf('t').loads(signed, age)).toBeNull();
    expect(createDjangoSigner({ keys: ['other'], salt: 's' }).loads(signed, age)).toBeNull();
    for (let index = 0; index < signed.length; index += 1) {
      const other = signed[index] === 'A' ? 'B' : 'A';
      expect(signerOf('s').loads(signed.slice(0, index) + other + signed.slice(index + 1), age)).toBeNull();
    }
    for (const text of ['', ':', '::', 'a:b', `${signed}=`, `${signed}\n`]) {
      expect(signerOf('s').loads(text, age)).toBeNull();
    }
  });
});
