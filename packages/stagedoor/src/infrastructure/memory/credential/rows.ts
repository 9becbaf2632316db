import type { ApiToken } from '../../../core/credential/api-token-store.ts';
import type { PersonalAccessToken } from '../../../core/credential/personal-access-token-store.ts';
import type { RefreshToken } from '../../../core/credential/refresh-token-store.ts';
import type { Ticket } from '../../../core/credential/ticket-store.ts';

export interface CredentialRows {
  readonly refreshTokens: Map<string, RefreshToken>;
  /** By user id. */
  readonly apiTokens: Map<number, ApiToken>;
  /** By session id. */
  readonly personalAccessTokens: Map<number, PersonalAccessToken>;
  readonly tickets: Map<string, Ticket>;
}
