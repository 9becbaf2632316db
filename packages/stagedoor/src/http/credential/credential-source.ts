/**
 * What a principal came in: what browsers send by themselves, or what only the client itself can send. A `password` in the
 * header is of the first kind: a browser that was given one sends it along wherever the site is asked from.
 */
export type CredentialSource = 'session-cookie' | 'token-cookie' | 'password' | 'header';

export function isCookie(credentialSource: CredentialSource | null): boolean {
  return credentialSource === 'session-cookie' || credentialSource === 'token-cookie';
}
