import type { Credential, CredentialKind, FoundBy } from '../kernel/credential.ts';
import type { Refused } from '../session/refused.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';

/** Why a credential logs nobody in, where there is more to say than that. */
export type CredentialRefused = Extract<FoundBy<CredentialKind>, Refused>;

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
  // Plain JavaScript may ask by what no type allows.
  return deps.credentialKinds.get(credential.kind)?.find(deps, credential) ?? Promise.resolve(null);
}
