import { hash, randomBytes, randomInt, randomUUID } from 'node:crypto';

const LOWER_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LETTERS_AND_DIGITS = `${LOWER_AND_DIGITS}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
const PUBLIC_ID_MAX = 2 ** 53 - 1;

/** A random public id: a positive 53-bit integer, so that JSON clients expecting Django's numbers keep working. */
export function randomPublicId(): number {
  const bytes = randomBytes(8);
  const id = Number(bytes.readBigUInt64BE() >> 11n);
  return id === 0 ? PUBLIC_ID_MAX : id;
}

/** A session key in Django's shape: 32 characters [a-z0-9], 165 bits. */
export function randomSessionKey(): string {
  return randomText(32, LOWER_AND_DIGITS);
}

/** A one-time link secret: 43 letters and digits, 256 bits. */
export function randomLinkKey(): string {
  return randomText(43, LETTERS_AND_DIGITS);
}

/** An API token in REST framework's shape: 20 random bytes as 40 lower-case hexadecimal digits. */
export function randomApiTokenKey(): string {
  return randomBytes(20).toString('hex');
}

/** The id of a JWT, which opens nothing: a version 4 UUID as 32 hexadecimal digits, as simplejwt has it. */
export function randomTokenId(): string {
  // Node draws these from the system many at a time.
  return randomUUID().replaceAll('-', '');
}

/** The key of the session that JWTs belong to: 128 random bits as 32 hexadecimal digits. */
export function randomFamilyKey(): string {
  return randomBytes(16).toString('hex');
}

/** The random part of a personal access token: 40 letters and digits, 238 bits. */
export function randomPersonalTokenText(): string {
  return randomText(40, LETTERS_AND_DIGITS);
}

/**
 * What is stored instead of a random secret. `purpose` is part of the hash, so that a value made for one thing
 * is never taken for one of another. Only for secrets of 112 bits and more.
 */
export function hashSecret(purpose: string, secret: string): string {
  return hash('sha256', `${purpose}\0${secret}`, 'base64url');
}

function randomText(length: number, alphabet: string): string {
  let text = '';
  while (text.length < length) text += alphabet[randomInt(alphabet.length)];
  return text;
}
