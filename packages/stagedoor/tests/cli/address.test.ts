import { expect, test } from 'vitest';
import { parseAddress } from '../../src/cli/address.ts';

test.each([
  ['8080', { port: 8080 }],
  ['0', { port: 0 }],
  ['0:8000', { host: '0.0.0.0', port: 8000 }],
  ['0.0.0.0:8080', { host: '0.0.0.0', port: 8080 }],
  ['localhost:8000', { host: 'localhost', port: 8000 }],
  ['[::1]:8000', { host: '::1', port: 8000 }],
  ['65535', { port: 65_535 }],
])('an addrport may be %s', (text, address) => {
  expect(parseAddress(text)).toEqual(address);
});

test.each([
  '',
  'door',
  '65536',
  '-1',
  '80a',
  ':8000',
  '127.0.0.1',
  '127.0.0.1:',
  '::1:8000',
  '[::1]',
  'a b:80',
  '1:2:3',
])('an addrport is not "%s"', (text) => {
  expect(parseAddress(text)).toBeNull();
});
