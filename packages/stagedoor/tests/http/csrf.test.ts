import { describe, expect, it } from 'vitest';
import { createSigner } from '../../src/core/kernel/signer.ts';
import { type CsrfRequest, csrfProblem, originProblem } from '../../src/http/cookie/csrf.ts';
import {
  isBoundTo,
  maskSecret,
  newCsrfSecret,
  secretOf,
  tokenProblem,
} from '../../src/http/cookie/csrf-token.ts';
import { createTrustedOrigins } from '../../src/http/request/origins.ts';

const signer = createSigner(['a-signing-key-of-the-tests-0123456789']);
const trustedOrigins = createTrustedOrigins('https://example.org', [
  'https://app.example',
  'https://*.many.example',
  'capacitor://localhost',
]);
const rules = { signer, trustedOrigins };
const secret = newCsrfSecret(signer, 7);
const masked = maskSecret(secret);

function problem(change: Partial<CsrfRequest> = {}): string | null {
  return csrfProblem(
    {
      headers: { 'x-csrftoken': masked },
      isSecure: false,
      host: 'h.example',
      cookieTokens: [secret],
      formToken: null,
      sessionId: 7,
      ...change,
    },
    rules,
  );
}

describe('a CSRF token', () => {
  it('is masked anew each time and unmasks to its secret', () => {
    expect(masked).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(maskSecret(secret)).not.toBe(masked);
    expect(secretOf(masked)).toBe(secret);
    expect(secretOf(secret)).toBe(secret);
  });

  it('unmasks as Django masks: cipher[i] is secret[i] + mask[i] in a-z A-Z 0-9', () => {
    const mask = 'bA9'.padEnd(32, 'a');
    const cipher = 'cB0'.padEnd(32, 'a');
    // b+b=c, A+b=B and 9+? wraps: '0' (52) = secret + '9' (61) mod 62, so the secret is 53 → '1'.
    expect(secretOf(mask + cipher).slice(0, 3)).toBe('bb1');
  });

  it('is bound to its session: another session’s and that of before log-in are no good', () => {
    expect(isBoundTo(signer, secret, 7)).toBe(true);
    expect(isBoundTo(signer, secret, 8)).toBe(false);
    expect(isBoundTo(signer, newCsrfSecret(signer, null), 7)).toBe(false);
  });

  it('survives a change of the signing key while the old one is a fallback', () => {
    const later = createSigner([
      'the-key-after-that-one-9876543210-abc',
      'a-signing-key-of-the-tests-0123456789',
    ]);
    expect(isBoundTo(later, secret, 7)).toBe(true);
    expect(isBoundTo(createSigner(['the-key-after-that-one-9876543210-abc']), secret, 7)).toBe(false);
  });

  it.each([
    ['short', 'has incorrect length'],
    ['ñ'.repeat(32), 'has invalid characters'],
    ['a'.repeat(64), null],
  ])('of the text %s: %s', (token, expected) => expect(tokenProblem(token)).toBe(expected));
});

describe('the CSRF check', () => {
  it('takes the token from header or form, bare or masked, with a bare or masked cookie', () => {
    expect(problem()).toBeNull();
    expect(problem({ headers: { 'x-csrftoken': secret } })).toBeNull();
    expect(problem({ headers: {}, formToken: masked })).toBeNull();
    expect(problem({ cookieTokens: [maskSecret(secret)] })).toBeNull();
  });

  it.each<[string, Partial<CsrfRequest>]>([
    [
      'Origin checking failed - https://evil.example does not match any trusted origins.',
      { headers: { origin: 'https://evil.example', 'x-csrftoken': masked } },
    ],
    ['Origin checking failed - null does not match any trusted origins.', { headers: { origin: 'null' } }],
    [
      'Origin checking failed - http://h.example does not match any trusted origins.',
      { isSecure: true, headers: { origin: 'http://h.example' } },
    ],
    ['Referer checking failed - no Referer.', { isSecure: true }],
    [
      'Referer checking failed - Referer is malformed.',
      { isSecure: true, headers: { referer: 'not a url' } },
    ],
    [
      'Referer checking failed - Referer is insecure while host is secure.',
      { isSecure: true, headers: { referer: 'http://h.example/' } },
    ],
    [
      'Referer checking failed - https://evil.example/x does not match any trusted origins.',
      { isSecure: true, headers: { referer: 'https://evil.example/x' } },
    ],
    ['CSRF cookie not set.', { cookieTokens: [] }],
    [
      "CSRF token from the 'X-Csrftoken' HTTP header incorrect.",
      { cookieTokens: ['Q'.repeat(32), 'R'.repeat(64)] },
    ],
    ['CSRF cookie has incorrect length.', { cookieTokens: [''] }],
    ['CSRF cookie has invalid characters.', { cookieTokens: ['.'.repeat(32)] }],
    ['CSRF token missing.', { headers: {} }],
    ['CSRF token missing.', { headers: { 'x-csrftoken': '' }, formToken: '' }],
    ['CSRF token from POST incorrect.', { formToken: maskSecret(newCsrfSecret(signer, 7)) }],
    ['CSRF token from POST has incorrect length.', { formToken: 'x' }],
    ['CSRF token from POST has invalid characters.', { formToken: '!'.repeat(64) }],
    [
      "CSRF token from the 'X-Csrftoken' HTTP header incorrect.",
      { headers: { 'x-csrftoken': 'a'.repeat(64) } },
    ],
    [
      "CSRF token from the 'X-Csrftoken' HTTP header has incorrect length.",
      { headers: { 'x-csrftoken': 'a' } },
    ],
    [
      "CSRF token from the 'X-Csrftoken' HTTP header has invalid characters.",
      { headers: { 'x-csrftoken': '-'.repeat(32) } },
    ],
    ["CSRF token from the 'X-Csrftoken' HTTP header incorrect.", { sessionId: 8 }],
    [
      'Origin checking failed - the browser calls the request cross-site.',
      { headers: { 'sec-fetch-site': 'cross-site', 'x-csrftoken': masked } },
    ],
    [
      'Origin checking failed - the browser calls the request cross-site.',
      { headers: { 'sec-fetch-site': 'same-site', 'x-csrftoken': masked } },
    ],
    [
      'Referer checking failed - Referer is insecure while host is secure.',
      { isSecure: true, headers: { referer: 'ionic://localhost/x' } },
    ],
    [
      'Referer checking failed - Referer is malformed.',
      { isSecure: true, headers: { referer: 'blob:capacitor://localhost/x' } },
    ],
  ])('refuses with "%s"', (reason, change) => expect(problem(change)).toBe(reason));

  it('takes the app that the site names by its Referer, where there is no Origin', () => {
    const headers = { referer: 'capacitor://localhost/tabs/1', 'x-csrftoken': masked };
    expect(problem({ isSecure: true, headers })).toBeNull();
  });

  it('looks at the Origin first and the token last', () => {
    expect(problem({ headers: { origin: 'https://evil.example' }, cookieTokens: [] })).toMatch(/^Origin/);
    expect(problem({ isSecure: true, headers: {}, cookieTokens: [] })).toMatch(/^Referer/);
  });

  it.each(['http://h.example', 'https://example.org', 'https://app.example', 'https://a.many.example'])(
    'trusts the origin %s',
    (origin) =>
      expect(
        problem({
          headers: {
            origin,
            'x-csrftoken': masked,
            'sec-fetch-site': origin === 'http://h.example' ? 'same-origin' : 'cross-site',
          },
        }),
      ).toBeNull(),
  );

  it.each([
    'https://many.example',
    'https://app.example.evil',
    'https://app.example:444',
    'http://app.example',
    'https://evilapp.example',
    'https://x.many.example.evil',
    'https://.many.example',
  ])('does not trust the origin %s', (origin) =>
    expect(
      originProblem({ headers: { origin }, isSecure: false, host: 'h.example' }, trustedOrigins),
    ).toMatch(/^Origin checking failed/),
  );

  it('without a session takes any pair that matches, as Django front ends make it', () => {
    const foreign = 'x'.repeat(32);
    expect(
      problem({ sessionId: null, cookieTokens: [foreign], headers: { 'x-csrftoken': foreign } }),
    ).toBeNull();
    expect(
      problem({ sessionId: 7, cookieTokens: [foreign], headers: { 'x-csrftoken': foreign } }),
    ).not.toBeNull();
  });

  it('says nothing back that could act in a log or terminal', () => {
    const reason = problem({ headers: { origin: `https://evil\u001b[31m\r\n${'x'.repeat(999)}` } });
    expect(reason).toMatch(/^[\x20-\x7e]{1,300}$/);
  });
});
