import { Secret, TOTP } from 'otpauth';

/** What an authenticator app shows for this key, so many steps of half a minute from the moment on. */
export function codeOf(secret: string, now: Date, steps = 0): string {
  const timestamp = now.getTime() + steps * 30_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}
