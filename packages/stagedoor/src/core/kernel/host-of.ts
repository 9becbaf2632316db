/** The host as sockets and certificates name it: an address of IPv6 without the brackets that it has in a URL. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}
