import type { Dependencies as TokenDependencies } from '../token/dependencies.ts';
import type { CredentialTable } from './credential-table.ts';

/** The ports that a use case of authentication may ask for: whatever a kind of credential is found with. */
export interface Dependencies extends TokenDependencies {
  readonly credentialKinds: CredentialTable<TokenDependencies>;
}
