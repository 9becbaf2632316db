import type { GroupStore } from './access/group-store.ts';
import type { AuditHead } from './audit/audit-head.ts';
import type { AuditStore } from './audit/audit-store.ts';
import type { DeviceStore } from './audit/device-store.ts';
import type { VisitStore } from './audit/visit-store.ts';
import type { Clock } from './clock.ts';
import type { IdempotencyStore } from './idempotency/idempotency-store.ts';
import type { LimitStore } from './limit/limit-store.ts';
import type { RequestLogStore } from './limit/request-log-store.ts';
import type { AuthenticationBackend } from './login/authentication-backend.ts';
import type { JobStore } from './outbox/job-store.ts';
import type { PasswordHasher } from './password/password-hasher.ts';
import type { SessionDataStore } from './session/session-data-store.ts';
import type { SessionStore } from './session/session-store.ts';
import type { Settings } from './settings.ts';
import type { ApiTokenStore } from './token/api-token-store.ts';
import type { JwtClaims, JwtCodec } from './token/jwt-codec.ts';
import type { PersonalAccessTokenStore } from './token/personal-access-token-store.ts';
import type { RefreshTokenStore } from './token/refresh-token-store.ts';
import type { MakeSigningKey } from './token/signing-key-maker.ts';
import type { SigningKeyStore } from './token/signing-key-store.ts';
import type { TicketStore } from './token/ticket-store.ts';
import type { EmailAddressStore } from './user/email-address-store.ts';
import type { OneTimeLinkStore } from './user/one-time-link-store.ts';
import type { User } from './user/user.ts';
import type { UserStore } from './user/user-store.ts';

/** Everything that lives in SQL and can be written in one transaction. */
export interface Stores {
  readonly users: UserStore;
  readonly emailAddresses: EmailAddressStore;
  readonly oneTimeLinks: OneTimeLinkStore;
  readonly sessions: SessionStore;
  readonly refreshTokens: RefreshTokenStore;
  readonly apiTokens: ApiTokenStore;
  readonly personalAccessTokens: PersonalAccessTokenStore;
  readonly tickets: TicketStore;
  readonly limits: LimitStore;
  readonly requestLogs: RequestLogStore;
  readonly audit: AuditStore;
  readonly devices: DeviceStore;
  readonly visits: VisitStore;
  readonly groups: GroupStore;
  readonly jobs: JobStore;
  readonly idempotency: IdempotencyStore;
  readonly signingKeys: SigningKeyStore;
}

/**
 * Runs `work` in one database transaction: all of it or nothing. The stores given to it are bound to the
 * transaction; never await hashing, mail or HTTP inside.
 */
export type Transact = <Result>(work: (stores: Stores) => Promise<Result>) => Promise<Result>;

/** The ports a use case may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores {
  readonly transact: Transact;
  readonly sessionData: SessionDataStore;
  readonly passwordHasher: PasswordHasher;
  readonly authenticationBackends: readonly AuthenticationBackend[];
  readonly auditHead: AuditHead;
  readonly jwtCodec: JwtCodec;
  readonly makeSigningKey: MakeSigningKey;
  /** The site's own claims, in every token it signs; what they say of rights is for display only. */
  readonly tokenClaims: (user: User) => JwtClaims;
  readonly clock: Clock;
  readonly settings: Settings;
}
