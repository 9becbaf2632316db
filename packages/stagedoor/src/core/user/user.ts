import type { LanguageTag } from '../kernel/language-tag.ts';

/** The value of a configured extra field: text, whole number, truth, calendar date as `YYYY-MM-DD`, or nothing. */
export type ExtraValue = string | number | boolean | null;
export type ExtraValues = Readonly<Record<string, ExtraValue>>;

/** What `securityVersion` starts at. */
export const FIRST_SECURITY_VERSION = 1;

/**
 * The password column of an account whose password may be a thief's. It counts as usable, so that a reset mail is sent,
 * but no password ever matches it (text of an unknown form fails the check, as in Django).
 */
export const FORGOTTEN_PASSWORD = 'forgotten';

/** A person who can log in. Column limits are Django's. */
export interface User {
  readonly id: number;
  /** Null where the site logs in by e-mail only. */
  readonly username: string | null;
  /** The primary address as it was typed, its domain in lower case; `''` for a user without one. */
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly firstName: string;
  readonly lastName: string;
  /** Django's encoded form; starts with `!` where no password can match. */
  readonly passwordHash: string;
  /**
   * The outside system that looks after the user: it made them, tells their names, and keeps their password. Null for one of
   * ours.
   */
  readonly managedBy: string | null;
  readonly isActive: boolean;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  readonly mustChangePassword: boolean;
  readonly language: LanguageTag | null;
  /** The IANA name of the zone that the person reads times in; null where it is unknown. */
  readonly timeZone: string | null;
  readonly dateJoined: Date;
  readonly lastLogin: Date | null;
  /** Moves when every session and token of the user must end: password, activity, e-mail, log out everywhere. */
  readonly securityVersion: number;
  /** The configured extra fields by name. */
  readonly extra: ExtraValues;
}

export interface NewUser {
  readonly id: number;
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly passwordHash: string;
  /** Null unless given. */
  readonly managedBy?: string | null;
  readonly isActive: boolean;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  readonly mustChangePassword?: boolean;
  /** Whether the first proof of the primary address is answered with an e-mail of welcome; false unless given. */
  readonly awaitsWelcome?: boolean;
  readonly language: LanguageTag | null;
  /** Null unless given. */
  readonly timeZone?: string | null;
  readonly dateJoined: Date;
  readonly extra: ExtraValues;
}

/** What may be changed on a user row; every change also moves the row version that caches compare. */
export interface UserChanges {
  readonly username?: string | null;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly passwordHash?: string;
  readonly managedBy?: string | null;
  readonly isActive?: boolean;
  readonly isStaff?: boolean;
  readonly isSuperuser?: boolean;
  readonly mustChangePassword?: boolean;
  readonly language?: LanguageTag | null;
  readonly timeZone?: string | null;
  readonly lastLogin?: Date;
  readonly extra?: ExtraValues;
}
