import { AccountsError } from '../../core/kernel/errors.ts';
import type { Visitor } from '../../core/kernel/visitor.ts';
import type { Principal } from '../../core/session/session.ts';
import type { HttpContext } from '../context/http-context.ts';
import { type Authorization, readAuthorization } from '../request/authorization.ts';
import { RequestProblem } from '../request/problem.ts';
import { readBasic } from '../request/read-basic.ts';

// What personal access tokens begin with; everything else under the same scheme is something else.
const PERSONAL_PREFIX = 'sdp_';

/** What is known of the request besides its header. */
interface Sender {
  readonly visitor: Visitor;
  readonly isSecure: boolean;
}

/**
 * Who an Authorization header logs in; null where there is none of a class that the site looks at.
 *
 * @throws RequestProblem `token-header-refused`, `bearer-refused`, `basic-refused`: a known scheme that fails stops the
 *   request, and no other way in is tried. `https-required` for a password that came in the clear.
 */
export async function findByHeader(
  context: HttpContext,
  header: string | undefined,
  sender: () => Sender,
): Promise<Principal | null> {
  const read = readAuthorization(header, context.accounts.jwt.headerTypes);
  if (read === null) return null;
  const { inHeader } = context.authentication;
  if (isPersonal(read) && inHeader.has('personal-token')) {
    return await findByPersonalToken(context, read.credentials);
  }
  if (!inHeader.has(read.scheme === 'bearer' ? 'jwt' : read.scheme)) return null;
  if ('flaw' in read) throw malformed(read);
  switch (read.scheme) {
    case 'token':
      return await findByApiToken(context, read.credentials);
    case 'bearer':
      return await findByJwt(context, read.credentials);
    case 'basic':
      return await findByPassword(context, read.credentials, sender());
  }
}

function isPersonal(read: Authorization): read is Extract<Authorization, { readonly credentials: string }> {
  return 'credentials' in read && read.scheme !== 'basic' && read.credentials.startsWith(PERSONAL_PREFIX);
}

async function findByPassword(
  { useCases, settings }: HttpContext,
  encoded: string,
  { visitor, isSecure }: Sender,
): Promise<Principal> {
  if (settings.isHttps && !isSecure) throw new RequestProblem({ code: 'https-required' });
  const credentials = readBasic(encoded);
  if (credentials === null) throw new RequestProblem({ code: 'basic-refused', fault: 'encoding' });
  try {
    return await useCases.login.findPasswordPrincipal({ ...credentials, visitor });
  } catch (error) {
    const isWrong = error instanceof AccountsError && error.refusal.code === 'invalid-credentials';
    throw isWrong ? new RequestProblem({ code: 'basic-refused', fault: 'invalid' }) : error;
  }
}

async function findByJwt({ useCases }: HttpContext, token: string): Promise<Principal> {
  const found = await useCases.jwt.findPrincipal({ token });
  if (found.outcome === 'found') return found.principal;
  throw new RequestProblem({ code: 'bearer-refused', fault: found.fault });
}

async function findByApiToken({ useCases }: HttpContext, key: string): Promise<Principal> {
  const found = await useCases.apiToken.findPrincipal({ key });
  if (found.outcome === 'found') return found.principal;
  throw new RequestProblem({ code: 'token-header-refused', fault: found.fault });
}

async function findByPersonalToken({ useCases }: HttpContext, token: string): Promise<Principal> {
  const principal = await useCases.personalToken.findPrincipal({ token });
  if (principal !== null) return principal;
  throw new RequestProblem({ code: 'token-header-refused', fault: 'invalid' });
}

function malformed({ scheme, flaw }: Extract<Authorization, { readonly flaw: unknown }>): RequestProblem {
  switch (scheme) {
    case 'bearer':
      return new RequestProblem({ code: 'bearer-refused', fault: 'bad-header' });
    case 'token':
      return new RequestProblem({ code: 'token-header-refused', fault: flaw });
    case 'basic':
      return new RequestProblem({ code: 'basic-refused', fault: basicFaults[flaw] });
  }
}

/** What cannot be a credential at all is no base64 either. */
const basicFaults = { empty: 'empty', spaces: 'spaces', characters: 'encoding', parts: 'encoding' } as const;
