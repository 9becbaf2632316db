import { isIP } from 'node:net';

/** A range of addresses in CIDR form; a bare address is the range of itself. */
export interface NetworkRange {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly prefixLength: number;
}

/** Reads `10.0.0.0/8`, `fd00::/8` or one address; null for names, hop counts and anything else. */
export function parseNetworkRange(text: string): NetworkRange | null {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes('%')) return null;
  const longest = version === 4 ? 32 : 128;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return null;
  const prefixLength = prefix === undefined ? longest : Number(prefix);
  if (prefixLength > longest) return null;
  return { address, family: version === 4 ? 'ipv4' : 'ipv6', prefixLength };
}

export function showNetworkRange({ address, prefixLength }: NetworkRange): string {
  return `${address}/${prefixLength}`;
}
