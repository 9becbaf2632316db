import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createClientConnection } from '../../src/http/request/client-address.ts';
import { canonicalAddress } from '../../src/http/request/ip-address.ts';

const proxies = [
  { address: '10.0.0.0', family: 'ipv4', prefixLength: 8 },
  { address: 'fd00::', family: 'ipv6', prefixLength: 8 },
] as const;

function request(remoteAddress: string, headers: Record<string, string> = {}): IncomingMessage {
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage;
}

describe('the address of a client', () => {
  const connection = createClientConnection(proxies);

  it.each([
    ['203.0.113.9', '1.1.1.1', '203.0.113.9'],
    ['10.0.0.2', '198.51.100.7', '198.51.100.7'],
    ['10.0.0.2', '6.6.6.6, 198.51.100.7', '198.51.100.7'],
    ['10.0.0.2', '6.6.6.6, 198.51.100.7, 10.9.9.9', '198.51.100.7'],
    ['10.0.0.2', '10.1.1.1, 10.2.2.2', '10.1.1.1'],
    ['10.0.0.2', '198.51.100.7, nonsense', '10.0.0.2'],
    ['10.0.0.2', '', '10.0.0.2'],
    ['fd00::1', '2001:DB8:0:0::0001', '2001:db8::1'],
    ['::ffff:10.0.0.2', '::ffff:198.51.100.7', '198.51.100.7'],
    ['10.0.0.2', '[2001:db8::5]:443', '2001:db8::5'],
    ['10.0.0.2', '198.51.100.7:4711', '198.51.100.7'],
  ])('is, for the peer %s with X-Forwarded-For %j, %s', (peer, forwarded, expected) => {
    expect(connection.addressOf(request(peer, { 'x-forwarded-for': forwarded }))).toBe(expected);
  });

  it('is never taken from other headers', () => {
    const headers = { forwarded: 'for=1.1.1.1', 'x-real-ip': '1.1.1.1', 'client-ip': '1.1.1.1' };
    expect(connection.addressOf(request('10.0.0.2', headers))).toBe('10.0.0.2');
  });

  it.each([
    // peer, X-Forwarded-For, X-Forwarded-Proto, whether the client came over https
    ['10.0.0.2', null, 'https', true],
    ['10.0.0.2', null, 'HTTPS', true],
    ['10.0.0.2', null, 'https, http', false],
    ['203.0.113.9', null, 'https', false],
    ['203.0.113.9', '10.0.0.2', 'https', false],
    ['10.0.0.2', '203.0.113.9', 'https', true],
    ['10.0.0.2', '203.0.113.9, 10.0.0.3', 'https, http', true],
    ['10.0.0.2', '203.0.113.9, 10.0.0.3', 'https,http', true],
    ['10.0.0.2', '203.0.113.9, 10.0.0.3, 10.0.0.4', 'https, http, http', true],
    ['10.0.0.2', '203.0.113.9, 10.0.0.3', 'http, https', false],
    // A proxy that hands on what the first one said, or writes over it.
    ['10.0.0.2', '203.0.113.9, 10.0.0.3', 'https', true],
    ['10.0.0.2', '203.0.113.9, 10.0.0.3', 'http', false],
    // What the client wrote itself stands before all of them.
    ['10.0.0.2', '6.6.6.6, 203.0.113.9', 'https, http', false],
    ['10.0.0.2', '10.6.6.6, 203.0.113.9, 10.0.0.3', 'https, http, http', false],
    ['10.0.0.2', '203.0.113.9, nonsense', 'https, http', false],
    ['10.0.0.2', '10.0.0.4, 10.0.0.3', 'https, http', true],
    ['10.0.0.2', '203.0.113.9', '', false],
  ])('came over https, for the peer %s, For %j and Proto %j: %j', (peer, address, proto, expected) => {
    const headers = {
      'x-forwarded-proto': proto,
      ...(address === null ? {} : { 'x-forwarded-for': address }),
    };
    expect(connection.isSecure(request(peer, headers))).toBe(expected);
  });

  it('has one text, however it is written', () => {
    const forms = ['2001:db8::1', '2001:0DB8::0001', '2001:db8:0:0:0:0:0:1', '2001:DB8::1%eth0'];
    expect(new Set(forms.map(canonicalAddress))).toEqual(new Set(['2001:db8::1']));
    expect(canonicalAddress('::ffff:c000:0201')).toBe('192.0.2.1');
    expect(canonicalAddress('1.2.3')).toBeNull();
  });
});
