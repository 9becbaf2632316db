import type { FieldProblem } from './errors.ts';

export const EMAIL_MAX_LENGTH = 254;
const LOCAL_MAX_LENGTH = 64;
// Unquoted, ASCII, no comments: what every parser and mailer on the way reads in the same way.
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.\u002D]+$/u;
const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/**
 * The form that addresses are compared in: lower case, international domains in their ASCII form; null for what is
 * no address. Two addresses with one canonical form are one mailbox to us.
 *
 * @example canonicalEmail('Ana@BÜCHER.example') // 'ana@xn--bcher-kva.example'
 */
export function canonicalEmail(typed: string): string | null {
  const email = typed.trim();
  if (email.length > EMAIL_MAX_LENGTH) return null;
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  if (at < 1 || local.length > LOCAL_MAX_LENGTH || !LOCAL_PART.test(local)) return null;
  const domain = canonicalDomain(email.slice(at + 1));
  if (domain === null) return null;
  const canonical = `${local.toLowerCase()}@${domain}`;
  return canonical.length > EMAIL_MAX_LENGTH ? null : canonical;
}

/**
 * An address as it is stored, Django's `normalize_email`: trimmed, the domain in lower case. What stands before the `@` stays as it
 * was typed, for RFC 5321 section 2.4 lets a mail server tell upper from lower case there.
 *
 * @example normalizeEmail(' Ana@MAIL.Example ') // 'Ana@mail.example'
 */
export function normalizeEmail(typed: string): string {
  const email = typed.trim();
  const domainAt = email.lastIndexOf('@') + 1;
  return domainAt === 0 ? email : email.slice(0, domainAt) + email.slice(domainAt).toLowerCase();
}

/** What is wrong with a required address. */
export function checkEmail(typed: string): FieldProblem[] {
  const email = typed.trim();
  if (email === '') return [{ code: 'blank' }];
  if (email.length > EMAIL_MAX_LENGTH)
    return [{ code: 'max_length', params: { max_length: EMAIL_MAX_LENGTH } }];
  return canonicalEmail(email) === null ? [{ code: 'invalid_email' }] : [];
}

function canonicalDomain(typed: string): string | null {
  if (!TYPED_DOMAIN.test(typed) || typed.length > 253) return null;
  const url = URL.parse(`http://${typed}`);
  const host = url?.hostname ?? '';
  return host === 'localhost' || HOST_NAME.test(host) ? host : null;
}

/** Whether two are one address as it is stored: what was stored long ago may have capitals in its domain. */
export function isSameAddress(one: string, other: string): boolean {
  return normalizeEmail(one) === normalizeEmail(other);
}
