import type { CredentialRefused } from '../../core/authentication/find-by-credential.ts';
import type { Credential } from '../../core/kernel/credential.ts';
import { RequestProblem } from '../request/problem.ts';

/** What is answered to a credential that logs nobody in, where it is answered at all. */
export function credentialProblem(
  kind: Exclude<Credential['kind'], 'cookie'>,
  refused: CredentialRefused | null,
): RequestProblem {
  if (refused?.refused === 'jwt') return new RequestProblem({ code: 'bearer-refused', fault: refused.fault });
  switch (kind) {
    case 'jwt':
      return new RequestProblem({ code: 'bearer-refused', fault: 'invalid' });
    case 'api-token':
    case 'personal-token':
      return new RequestProblem({ code: 'token-header-refused', fault: refused?.fault ?? 'invalid' });
    case 'ticket':
      return new RequestProblem({ code: 'ticket-refused' });
    case 'password':
      return new RequestProblem({ code: 'basic-refused', fault: 'invalid' });
  }
}
