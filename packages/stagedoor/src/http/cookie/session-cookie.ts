import { PlainError } from '../../core/kernel/plain-error.ts';
import type { Signer } from '../../core/kernel/signer.ts';
import type { Session, SessionData } from '../../core/session/session.ts';
import type { CookieSettings } from '../settings/http-settings.ts';
import { readCookies, serializeCookie } from './cookies.ts';

/** What a session cookie says: the key and, where data travels in the cookie, the signed data as it came. */
export interface SentSession {
  readonly key: string;
  readonly signedData: string | null;
}

const KEY_LENGTH = 32;
const SENT = /^[a-z0-9]{32}(?:\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43})?$/;
/** Browsers keep 4096 bytes of name and value (ASVS V3.3.5). */
export const MOST_VALUE_BYTES = 4_000;

/** The sessions a request asks for: one, none where it cannot be a key of ours, or several where cookies of that name were left or planted. */
export function readSessionCookies(
  header: string | undefined,
  { name }: CookieSettings,
): readonly SentSession[] {
  const [value, ...others] = readCookies(header, name);
  const first = value === undefined ? null : readSession(value);
  if (others.length === 0) return first === null ? [] : [first];
  const byKey = new Map<string, SentSession>();
  for (const sent of [first, ...others.map(readSession)])
    if (sent && !byKey.has(sent.key)) byKey.set(sent.key, sent);
  return [...byKey.values()];
}

function readSession(value: string): SentSession | null {
  if (!SENT.test(value)) return null;
  const key = value.slice(0, KEY_LENGTH);
  return { key, signedData: value.length === KEY_LENGTH ? null : value.slice(KEY_LENGTH + 1) };
}

/** The Set-Cookie text for a session; its life follows from what `set_expiry` or remember-me chose. */
export function serializeSessionCookie(
  settings: CookieSettings,
  issued: {
    readonly key: string;
    readonly session: Session;
    readonly signedData: string | null;
    readonly now: Date;
  },
): string {
  const { key, session, signedData, now } = issued;
  const value = signedData === null ? key : `${key}.${signedData}`;
  if (value.length > MOST_VALUE_BYTES) {
    throw new PlainError(
      'The session holds more data than a cookie can carry; choose another SESSION_ENGINE.',
    );
  }
  const seconds = cookieSeconds(session, now);
  return serializeCookie({
    ...settings,
    value,
    ...(seconds === null ? {} : { life: { from: now, seconds } }),
  });
}

/**
 * Session data for a cookie: signed, and only good for this one session (signed cookies). Not Django's format: there
 * the data is the whole cookie, here it stands behind the key of a session that can be revoked.
 */
export function signSessionData(signer: Signer, session: Session, data: SessionData): string {
  const payload = Buffer.from(JSON.stringify(data)).toString('base64url');
  return `${payload}.${signer.sign(purposeOf(session), payload)}`;
}

/** The data of a signed cookie; empty when anything about it is wrong (corrupt data is no error, as in Django). */
export function readSignedData(signer: Signer, session: Session, signedData: string | null): SessionData {
  const [payload = '', signature = ''] = (signedData ?? '').split('.');
  if (payload === '' || !signer.verify(purposeOf(session), payload, signature)) return {};
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as SessionData;
}

function purposeOf(session: Session): string {
  return `session-data:${session.id}`;
}

/** Null for a session that ends with the browser. */
function cookieSeconds({ expiry, endsAt }: Session, now: Date): number | null {
  if (expiry.kind === 'browser') return null;
  const left = (end: Date): number => Math.max(0, Math.ceil((end.getTime() - now.getTime()) / 1_000));
  return expiry.kind === 'fixed' ? left(expiry.at) : Math.min(expiry.seconds, left(endsAt));
}
