const HOST = /^(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i;
const ADDRESS = /^(?:127(?:\.\d{1,3}){3}|::1)$/;
const PORT = /:\d{1,5}$/;

/** Whether an address, in canonical form, is this machine's own (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3). */
export function isLoopbackAddress(address: string): boolean {
  return ADDRESS.test(address);
}

/** Whether a host, a name or an address as URLs and settings write it, never leaves this machine (RFC 6761 section 6.3). */
export function isLoopbackHost(host: string): boolean {
  return HOST.test(host);
}

/** The same for a Host header, which may name a port (RFC 9110 section 7.2) and puts IPv6 into brackets. */
export function isLoopbackHostHeader(header: string): boolean {
  return !header.startsWith(':') && isLoopbackHost(header.replace(PORT, ''));
}
