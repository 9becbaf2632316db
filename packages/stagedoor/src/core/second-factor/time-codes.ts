import type { TotpKey } from './totp-device.ts';

/** The codes of authenticator apps (RFC 6238). */
export interface TimeCodes {
  /** 160 random bits (RFC 4226, section 4). */
  newKey(): TotpKey;
  /** Of which step this is the code: the current one, the one before, or the one after; null for none of them. */
  stepOf(key: TotpKey, code: string, now: Date): number | null;
  /** For the QR code that apps read: `otpauth://totp/…`. */
  uriOf(key: TotpKey, of: { readonly issuer: string; readonly account: string }): string;
}
