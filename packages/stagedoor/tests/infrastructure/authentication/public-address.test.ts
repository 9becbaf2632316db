import { expect, test } from 'vitest';
import { isPublicAddress } from '../../../src/infrastructure/authentication/public-address.ts';

test.each([['1.1.1.1'], ['2001:200::1'], ['2606:4700:4700::1111'], ['3fff:1000::1']])(
  '%s belongs to the public Internet',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  ['10.0.0.1'],
  ['169.254.169.254'],
  ['::1'],
  ['::ffff:127.0.0.1'],
  ['fe80::1'],
  // Assignments of protocols (RFC 2928): Teredo, benchmarking, ORCHIDv2, and the last of them.
  ['2001::1'],
  ['2001:2::1'],
  ['2001:20::1'],
  ['2001:1ff:ffff::1'],
  // Documentation (RFC 3849, RFC 9637).
  ['2001:db8::1'],
  ['3fff::1'],
  ['3fff:fff:ffff::1'],
  ['2002:7f00:1::1'],
  ['localhost'],
])('%s does not belong to the public Internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});
