import type { Generated } from 'kysely';
import type { LanguageTag } from '../../../core/kernel/language-tag.ts';
import type { GeneratedTruth, MaybeMoment, Moment, Truth } from '../tables.ts';

/** Django's user table with our columns after `date_joined`, and the configured extra fields. */
export interface UserTable {
  id: number;
  password: string;
  last_login: MaybeMoment;
  is_superuser: Truth;
  username: string | null;
  first_name: string;
  last_name: string;
  /** Mirrors the primary address. */
  email: Generated<string>;
  is_staff: Truth;
  is_active: Truth;
  date_joined: Moment;
  username_key: string | null;
  security_version: Generated<number>;
  row_version: Generated<number>;
  must_change_password: GeneratedTruth;
  language: LanguageTag | null;
  time_zone: Generated<string | null>;
  awaits_welcome: GeneratedTruth;
  managed_by: Generated<string | null>;
}

/** allauth's table of addresses with the canonical form that look-ups compare. */
export interface EmailAddressTable {
  id: Generated<number>;
  user_id: number;
  email: string;
  verified: Truth;
  primary: Truth;
  /** Of the one account that proved the address. */
  email_key: string | null;
  /** The same form as long as nobody proved it. */
  unproved_key: string | null;
}

export interface IdentityTable {
  id: number;
  user_id: number;
  provider: string;
  subject: string;
  name: string;
  linked_at: Moment;
}

export interface UserTables {
  auth_user: UserTable;
  /** Users whom nothing finds: what the deleted left behind is theirs. */
  stagedoor_deleted_user: { user_id: number; deleted_at: Moment };
  account_emailaddress: EmailAddressTable;
  stagedoor_identity: IdentityTable;
  stagedoor_extra_field: { name: string; type: string };
}
