import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Signer } from '../../core/kernel/signer.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const SECRET_LENGTH = 32;
const TOKEN_LENGTH = 2 * SECRET_LENGTH;
const NONCE_LENGTH = 10;
const PURPOSE = 'csrf';

/** Why a text is no CSRF token; the words complete Django's reasons. */
export type TokenProblem = 'has incorrect length' | 'has invalid characters';

/** What is wrong with the shape of a cookie, header or form value; null for the bare and for the masked form. */
export function tokenProblem(token: string): TokenProblem | null {
  if (token.length !== SECRET_LENGTH && token.length !== TOKEN_LENGTH) return 'has incorrect length';
  return /^[A-Za-z0-9]+$/.test(token) ? null : 'has invalid characters';
}

/**
 * A new secret: 32 letters and digits. With a session it is bound to it: ten random characters and a signature over
 * them and the session's id, so that a token of another session, or of before log-in, is refused (OWASP CSRF),
 * while front ends that merely echo the cookie go on working.
 */
export function newCsrfSecret(signer: Signer, sessionId: number | null): string {
  if (sessionId === null) return randomText(SECRET_LENGTH);
  const nonce = randomText(NONCE_LENGTH);
  return nonce + shorten(signer.sign(PURPOSE, `${nonce}:${sessionId}`));
}

/** Whether the secret was made for this session; without one, any secret will do. */
export function isBoundTo(signer: Signer, secret: string, sessionId: number | null): boolean {
  if (sessionId === null) return true;
  const nonce = secret.slice(0, NONCE_LENGTH);
  const signatures = signer.signatures(PURPOSE, `${nonce}:${sessionId}`);
  return signatures.some((signature) => equalTexts(secret.slice(NONCE_LENGTH), shorten(signature)));
}

/** The secret as pages carry it: a random mask before it, so that its text differs in each answer. */
export function maskSecret(secret: string): string {
  const mask = randomText(SECRET_LENGTH);
  return mask + combine(secret, mask, 1);
}

/** The secret of a token in either form: 64 masked characters, or the bare 32. Check its shape first. */
export function secretOf(token: string): string {
  if (token.length === SECRET_LENGTH) return token;
  return combine(token.slice(SECRET_LENGTH), token.slice(0, SECRET_LENGTH), -1);
}

export function equalTexts(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function combine(text: string, mask: string, direction: 1 | -1): string {
  let combined = '';
  for (let index = 0; index < text.length; index += 1) {
    const sum = ALPHABET.indexOf(text[index] ?? '') + direction * ALPHABET.indexOf(mask[index] ?? '');
    combined += ALPHABET[(sum + ALPHABET.length) % ALPHABET.length];
  }
  return combined;
}

/** A signature in the letters of a secret: 22 of them, 131 bits. */
function shorten(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url').subarray(0, SECRET_LENGTH - NONCE_LENGTH);
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

function randomText(length: number): string {
  let text = '';
  while (text.length < length) text += ALPHABET[randomInt(ALPHABET.length)];
  return text;
}
