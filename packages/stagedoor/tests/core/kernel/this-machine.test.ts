import { describe, expect, test } from 'vitest';
import {
  isLoopbackAddress,
  isLoopbackHost,
  isLoopbackHostHeader,
} from '../../../src/core/kernel/this-machine.ts';

const HOSTS = ['localhost', 'LOCALHOST', 'shop.localhost', '127.0.0.1', '127.9.9.9'];
const ELSEWHERE = [
  ...['', 'localhost.example', 'mylocalhost', '-localhost.example', '127.0.0.1.example', '128.0.0.1'],
  ...['0.0.0.0', '::', '::2', '1::1', '[::1', '::1]', '[::1].example', 'localhost\n', 'localhost/x'],
];

describe('this machine', () => {
  test.each([...HOSTS, '::1', '[::1]'])('is the host %s', (host) => expect(isLoopbackHost(host)).toBe(true));

  test.each(ELSEWHERE)('is not the host %j', (host) => {
    expect([isLoopbackHost(host), isLoopbackHostHeader(host)]).toEqual([false, false]);
    expect(isLoopbackHostHeader(`${host}:8000`)).toBe(false);
  });

  test.each([...HOSTS, '[::1]'])('is asked for by the Host %s, with a port too', (host) => {
    expect([host, `${host}:80`, `${host}:65535`].map(isLoopbackHostHeader)).toEqual([true, true, true]);
  });

  test.each(['::1', '::1:80', 'localhost:', 'localhost:123456', 'localhost:80:80', 'localhost:x'])(
    'is not asked for by the Host %s',
    (header) => expect(isLoopbackHostHeader(header)).toBe(false),
  );

  test('has the addresses of its loopback alone', () => {
    expect(['127.0.0.1', '127.255.255.254', '::1'].map(isLoopbackAddress)).toEqual([true, true, true]);
    expect(['localhost', '126.0.0.1', '::ffff:7f00:1', '10.0.0.1', ''].some(isLoopbackAddress)).toBe(false);
  });
});
