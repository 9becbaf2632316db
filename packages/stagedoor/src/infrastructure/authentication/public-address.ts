import { type LookupAllOptions, lookup as resolveName } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { OutsideProblem } from './outside-problem.ts';

/** Ranges of IPv4 that are not the public Internet (RFC 6890 and its successors). */
const INSIDE_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;
/** The one range of IPv6 that is, and what in it stands for something else: assignments of protocols, Teredo among them (RFC 2928), documentation (RFC 3849, 9637), 6to4. */
const OUTSIDE_V6 = ['2000::', 3] as const;
const INSIDE_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const inside = new BlockList();
for (const [address, prefix] of INSIDE_V4) inside.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of INSIDE_V6) inside.addSubnet(address, prefix, 'ipv6');
const outside = new BlockList();
outside.addSubnet(...OUTSIDE_V6, 'ipv6');

/** Whether an address belongs to the public Internet; false for a name. IPv4 written as IPv6 is not, either. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !inside.check(address, 'ipv4');
    case 6:
      return outside.check(address, 'ipv6') && !inside.check(address, 'ipv6');
    default:
      return false;
  }
}

type Resolve = (
  name: string,
  options: LookupAllOptions,
  callback: (
    error: NodeJS.ErrnoException | null,
    addresses: readonly { address: string; family: number }[],
  ) => void,
) => void;

/**
 * Resolves names for a connection, and refuses one that leads inside. What is judged here is what is connected to: a
 * name that answers differently a moment later gains nothing (DNS rebinding; ASVS V1.3.6).
 */
export function createPublicLookup(allowedBy: string, resolve: Resolve = resolveName): LookupFunction {
  return (name, options, callback) => {
    resolve(name, { ...options, all: true } as LookupAllOptions, (error, addresses) => {
      if (error) return callback(error, '');
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => !isPublicAddress(address))) {
        return callback(privateAddress(allowedBy), '');
      }
      if (options.all === true) return callback(null, [...addresses]);
      return callback(null, first.address, first.family);
    });
  };
}

/** Addresses inside are for machines inside. */
export function privateAddress(allowedBy: string): OutsideProblem {
  return new OutsideProblem(`the address is not a public one, and ${allowedBy} is off`, {
    code: 'PRIVATE_ADDRESS',
  });
}
