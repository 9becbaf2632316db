import type { Principal } from '../core/session/session.ts';
import { type Authorization, readAuthorization } from './authorization.ts';
import type { HttpContext } from './http-context.ts';
import { RequestProblem } from './problem.ts';

// What personal access tokens begin with; everything else under the same scheme is something else.
const PERSONAL_PREFIX = 'sdp_';

/**
 * Who an Authorization header signs in; null where there is none of ours.
 *
 * @throws RequestProblem `token-header-refused`, `bearer-refused`: a known scheme that fails stops the request, and no
 *   other way in is tried (contract C7.2).
 */
export async function findByHeader(
  context: HttpContext,
  header: string | undefined,
): Promise<Principal | null> {
  if (header === undefined) return null;
  const read = readAuthorization(header, context.accounts.jwt.headerTypes);
  if (read === null || read.scheme === 'basic') return null;
  if ('flaw' in read) throw malformed(read);
  if (read.credentials.startsWith(PERSONAL_PREFIX)) return findByPersonalToken(context, read.credentials);
  return read.scheme === 'token'
    ? findByApiToken(context, read.credentials)
    : findByJwt(context, read.credentials);
}

async function findByJwt({ useCases }: HttpContext, token: string): Promise<Principal> {
  const found = await useCases.findAccessPrincipal({ token });
  if (found.outcome === 'found') return found.principal;
  throw new RequestProblem({ code: 'bearer-refused', fault: found.fault });
}

async function findByApiToken({ useCases }: HttpContext, key: string): Promise<Principal> {
  const found = await useCases.findApiTokenPrincipal({ key });
  if (found.outcome === 'found') return found.principal;
  throw new RequestProblem({ code: 'token-header-refused', fault: found.fault });
}

async function findByPersonalToken({ useCases }: HttpContext, token: string): Promise<Principal> {
  const principal = await useCases.findPersonalTokenPrincipal({ token });
  if (principal !== null) return principal;
  throw new RequestProblem({ code: 'token-header-refused', fault: 'invalid' });
}

function malformed(read: Extract<Authorization, { readonly flaw: unknown }>): RequestProblem {
  return read.scheme === 'bearer'
    ? new RequestProblem({ code: 'bearer-refused', fault: 'bad-header' })
    : new RequestProblem({ code: 'token-header-refused', fault: read.flaw });
}
