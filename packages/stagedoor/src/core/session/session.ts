import type { CredentialKind } from '../kernel/credential.ts';
import type { JsonObject } from '../kernel/json-value.ts';
import type { PendingStage } from '../kernel/stage.ts';
import type { User } from '../user/user.ts';
import type { Access } from './access.ts';
import type { Authentication, AuthenticationMethod } from './authentication.ts';
import type { SessionKind } from './session-kind.ts';
import type { TokenScope } from './token-scope.ts';

/** What a session may hold, by name. */
export type SessionData = JsonObject;

/**
 * How long a session lives (set_expiry): `age` is seconds of inactivity, `browser` until the browser
 * closes (the row itself lives as long as the cookie age), `fixed` an instant that activity does not move.
 */
export type SessionExpiry =
  | { readonly kind: 'age'; readonly seconds: number }
  | { readonly kind: 'browser' }
  | { readonly kind: 'fixed'; readonly at: Date };

/** The identity of a session: always a SQL row, whatever engine holds its data. Truth is in SQL alone. */
export interface Session {
  /** Public id, safe to show to its owner. */
  readonly id: number;
  readonly keyHash: string;
  readonly kind: SessionKind;
  /** Null for everything that its user may. */
  readonly scope: TokenScope | null;
  /** Null for a visitor who is not logged in. */
  readonly userId: number | null;
  /** The user's `securityVersion` at issue; the session is dead once the user's moved on. */
  readonly securityVersion: number;
  /** The name of the authentication back end that proved the identity, or null. */
  readonly backend: string | null;
  readonly expiry: SessionExpiry;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  /** The end by inactivity (or the fixed instant). */
  readonly expiresAt: Date;
  /** The end whatever happens (ASVS V7.3.2). */
  readonly endsAt: Date;
  /** What its user proved to open it, and since. */
  readonly methods: readonly AuthenticationMethod[];
  /** When a password (or better) was last proved in this session; null before. */
  readonly authenticatedAt: Date | null;
  readonly ipAddress: string;
  readonly userAgent: string;
  /** The known device it was opened from, if any. */
  readonly deviceId: number | null;
  /** Null in a session whose every stage is passed. Until then it opens the routes that serve the stage, and no other. */
  readonly pendingStage: PendingStage | null;
  /** Whether what its user is has changed since it got its key: it gets a new one with the next answer to its browser. */
  readonly isKeyDue: boolean;
}

/** A request's proven identity. */
export interface Principal {
  readonly user: User;
  /** The kind of credential that they came with. */
  readonly credentialKind: CredentialKind;
  /** How they proved who they are, when, and how sure that makes it. */
  readonly authentication: Authentication;
  /**
   * What they came with, as the database has it. Null where there is no row to read: for a password that came with the
   * request (Basic), and for a token that the site does not look up (JWT_STATELESS).
   */
  readonly session: Session | null;
  /**
   * The stored form of the key that they came with, by which its session is found and ended, whether or not it was looked
   * up. Null for a password: it opens none.
   */
  readonly sessionKeyHash: string | null;
  /** Groups by name, ascending. */
  readonly groups: readonly { readonly id: number; readonly name: string }[];
  /** Codenames assigned directly to the user, without app label, ascending, each once however many apps have it. */
  readonly permissions: readonly string[];
  /** Names of the roles that they have everywhere, ascending; of those in an organization none. Ask by `useCases.role.has`. */
  readonly roles: readonly string[];
  /** What they may, by their groups too: `access.has('blog.publish_post')`. */
  readonly access: Access;
}

/** Somebody whose session was looked up. */
export interface SessionHolder extends Principal {
  readonly session: Session;
  readonly sessionKeyHash: string;
}
