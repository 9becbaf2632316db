import { describe, expect, it } from 'vitest';
import { chooseNext, isSafeNext, locationText } from '../../src/http/request/safe-next.ts';

const site = { host: 'h.example:8000', isSecure: false };

describe('a safe next', () => {
  it.each([
    '/p',
    'p',
    '?q',
    '#f',
    '/p?next=//evil.example',
    '//h.example:8000/p',
    'http://h.example:8000/p',
    'https://h.example:8000/',
    ' /p',
    '/a%09b',
    '/%2f%2fevil.example',
    '/ñandú',
  ])('takes %j', (next) => expect(isSafeNext(next, site)).toBe(true));

  it.each([
    '',
    '   ',
    '//evil',
    '///evil',
    '/\\evil',
    'http:///evil',
    'http:evil',
    'javascript:alert(1)',
    'http://h.example:8000@evil',
    'http://h.example:bad',
    '\u0000/p',
    '\b/p',
    '/\t/evil',
    'h.example:8000',
    '//H.EXAMPLE:8000/p',
    'http://h.example/p',
    `/${'a'.repeat(2_048)}`,
  ])('refuses %j', (next) => expect(isSafeNext(next, site)).toBe(false));

  it('refuses http on a site that is reached over https', () => {
    expect(isSafeNext('http://h.example:8000/p', { ...site, isSecure: true })).toBe(false);
    expect(isSafeNext('https://h.example:8000/p', { ...site, isSecure: true })).toBe(true);
  });

  it('never leads to another host, whatever is put together from what redirect tricks are made of', () => {
    const accepted = trickyTargets().filter((target) => isSafeNext(target, site));
    const hosts = accepted.map(
      (target) => new URL(locationText(target.trim()), 'http://h.example:8000/accounts/login/').host,
    );
    expect(new Set(hosts)).toEqual(new Set(['h.example:8000']));
    expect(accepted.length).toBeGreaterThan(100);
  });

  it('is the first candidate only: a refused one falls back, and does not give way to the next', () => {
    expect(chooseNext(['//evil', '/p'], site, '/home/')).toBe('/home/');
    expect(chooseNext([null, '', '/p'], site, '/home/')).toBe('/p');
  });

  it('leaves as a header in ASCII', () => {
    expect(chooseNext(['/ñ ü\u2028'], site, '/home/')).toBe(
      '/%C3%B1%20%C3%BC%E2%80%A8'.replace('%E2%80%A8', ''),
    );
    expect(locationText('/a\u{1f600}\ud800')).toBe('/a%F0%9F%98%80%EF%BF%BD');
  });
});

/** Beginnings, separators and ends of the redirect tricks that are known, all with all. */
function trickyTargets(): string[] {
  const schemes = ['', 'http:', 'https:', 'HTTP:', 'javascript:', 'data:', 'ftp:', 'http\t:', ' http:', 'x:'];
  const slashes = [
    '',
    '/',
    '//',
    '///',
    '////',
    '\\',
    '\\\\',
    '/\\',
    '\\/',
    '/\t/',
    '/\n/',
    '/%09/',
    '/%5c',
    '/%2f',
    '/./',
    '/.//',
    '/..//',
    '／／',
    '/;//',
  ];
  const hosts = [
    'evil.example',
    'h.example:8000@evil.example',
    'evil.example@h.example:8000',
    'h.example:8000.evil.example',
    'h.example:8000\\@evil.example',
    'evil.example#h.example:8000',
    '0x7f000001',
    '2130706433',
    '[::1]',
    'evil。example',
    'h.example:8000',
    'evil.example:8000',
    '.evil.example',
    'h.example:8000%2eevil.example',
    'h.example:8000\u00a0.evil.example',
    '',
  ];
  const paths = ['', '/', '/p', '//x', '?q'];
  return schemes.flatMap((scheme) =>
    slashes.flatMap((slash) =>
      hosts.flatMap((host) => paths.map((path) => `${scheme}${slash}${host}${path}`)),
    ),
  );
}
