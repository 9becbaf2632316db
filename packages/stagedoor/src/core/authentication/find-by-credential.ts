import { AccountsError } from '../kernel/errors.ts';
import { findPasswordPrincipal } from '../login/find-password-principal.ts';
import { findSessionHolder } from '../session/find-principal.ts';
import type { Principal } from '../session/session.ts';
import {
  type ApiTokenRefused,
  findApiTokenPrincipal,
  findPersonalTokenPrincipal,
} from '../token/api-token/find-token-principal.ts';
import type { Dependencies } from '../token/dependencies.ts';
import { findAccessPrincipal, type JwtRefused } from '../token/jwt/find-access-principal.ts';
import { redeemTicket } from '../token/ticket/redeem-ticket.ts';
import type { Credential } from './credential.ts';

/** Why a credential logs nobody in, where there is more to say than that. */
export type CredentialRefused = JwtRefused | ApiTokenRefused;

/**
 * Whom a credential logs in, as of now: one question for all kinds, whatever they came in. Null for nobody. Whose cookie it
 * is may have a stage still to pass: `session.pendingStage` says so, and whoever asks looks at it.
 *
 * @throws AccountsError `stage-required`, `throttled`, `busy` for a password
 * @example
 * const found = await stagedoor.useCases.authentication.find({ kind: 'ticket', purpose: 'chat', ticket });
 */
export function findByCredential(
  deps: Dependencies,
  credential: Credential,
): Promise<Principal | CredentialRefused | null> {
  switch (credential.kind) {
    case 'cookie':
      return findSessionHolder(deps, credential);
    case 'jwt':
      return findAccessPrincipal(deps, credential);
    case 'api-token':
      return findApiTokenPrincipal(deps, credential);
    case 'personal-token':
      return findPersonalTokenPrincipal(deps, credential);
    case 'ticket':
      return redeemTicket(deps, credential);
    case 'password':
      return findByPassword(deps, credential);
    default:
      // Plain JavaScript may ask by what no type allows.
      credential satisfies never;
      return Promise.resolve(null);
  }
}

async function findByPassword(
  deps: Dependencies,
  credential: Extract<Credential, { kind: 'password' }>,
): Promise<Principal | null> {
  try {
    return await findPasswordPrincipal(deps, credential);
  } catch (error) {
    if (error instanceof AccountsError && error.refusal.code === 'invalid-credentials') return null;
    throw error;
  }
}
