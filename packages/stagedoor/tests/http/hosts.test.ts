import { describe, expect, it } from 'vitest';
import { createHostCheck } from '../../src/http/request/hosts.ts';

describe('the host allow-list', () => {
  const isAllowed = createHostCheck(['example.org', '.wild.example', '[::1]']);

  it.each([
    'example.org',
    'EXAMPLE.org',
    'example.org:8000',
    'wild.example',
    'a.b.wild.example:1',
    '[::1]:80',
  ])('answers %s', (host) => expect(isAllowed(host)).toBe(true));

  it.each([
    undefined,
    '',
    'evil.example',
    'example.org.evil.example',
    'evilwild.example',
    'example.org, evil',
    'example.org:x',
    'example.org@evil',
    'exa_mple.org',
    'example.org/',
    '[::2]',
    'ex ample.org',
    '.wild.example',
    'example.org:123456',
  ])('refuses %s', (host) => expect(isAllowed(host)).toBe(false));

  it('with * answers everything that is a host', () => {
    const any = createHostCheck(['*']);
    expect([any('x.example'), any('x.example\r\n')]).toEqual([true, false]);
  });
});
