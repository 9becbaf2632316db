import { BlockList, isIP, SocketAddress } from 'node:net';
import type { AddressRange } from '../settings/http-settings.ts';

const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/;

/**
 * The one text of an address: IPv6 in its shortest form, IPv4 written as IPv6 back as IPv4, so that nobody gets a
 * second counter by writing an address differently. Null for anything that is not an address.
 */
export function canonicalAddress(text: string): string | null {
  const version = isIP(text);
  if (version === 4) return text;
  if (version === 0) return null;
  // A zone (`%eth0`) is of this machine's concern only.
  const bare = text.split('%', 1)[0] ?? '';
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  return MAPPED.exec(address)?.[1] ?? address;
}

/** Answers whether an address (in canonical form) lies in one of the ranges. */
export function createRangeCheck(ranges: readonly AddressRange[]): (address: string) => boolean {
  if (ranges.length === 0) return () => false;
  const list = new BlockList();
  for (const { address, prefixLength, family } of ranges) list.addSubnet(address, prefixLength, family);
  return (address) => list.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}
