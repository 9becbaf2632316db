import type { Credential } from '../../core/kernel/credential.ts';
import type { Visitor } from '../../core/kernel/visitor.ts';
import type { HttpContext } from '../context/http-context.ts';
import { type Authorization, readAuthorization } from '../request/authorization.ts';
import { RequestProblem } from '../request/problem.ts';
import { readBasic } from '../request/read-basic.ts';

// What personal access tokens begin with; everything else under the same scheme is something else.
const PERSONAL_PREFIX = 'sdp_';

/** What a header may carry. */
export type HeaderCredential = Exclude<Credential, { readonly kind: 'cookie' | 'ticket' }>;

/** What is known of the request besides its header. */
interface Sender {
  readonly visitor: Visitor;
  readonly isSecure: boolean;
}

/**
 * The credential in an Authorization header; null where there is none of a class that the site looks at.
 *
 * @throws RequestProblem `token-header-refused`, `bearer-refused`, `basic-refused`: a known scheme that nothing can be read of
 *   stops the request, and no other way in is tried. `https-required` for a password that came in the clear.
 */
export function readHeaderCredential(
  context: HttpContext,
  header: string | undefined,
  sender: Sender,
): HeaderCredential | null {
  const read = readAuthorization(header, context.accounts.jwt.headerTypes);
  if (read === null) return null;
  const { inHeader } = context.authentication;
  if (isPersonal(read) && inHeader.has('personal-token')) {
    return { kind: 'personal-token', token: read.credentials };
  }
  if (!inHeader.has(read.scheme === 'bearer' ? 'jwt' : read.scheme)) return null;
  if ('problem' in read) throw malformed(read);
  switch (read.scheme) {
    case 'token':
      return { kind: 'api-token', key: read.credentials };
    case 'bearer':
      return { kind: 'jwt', token: read.credentials };
    case 'basic':
      return readPassword(context, read.credentials, sender);
  }
}

function isPersonal(read: Authorization): read is Extract<Authorization, { readonly credentials: string }> {
  return 'credentials' in read && read.scheme !== 'basic' && read.credentials.startsWith(PERSONAL_PREFIX);
}

function readPassword(
  { settings }: HttpContext,
  encoded: string,
  { isSecure, visitor }: Sender,
): HeaderCredential {
  if (settings.isHttps && !isSecure) throw new RequestProblem({ code: 'https-required' });
  const read = readBasic(encoded);
  if (read === null) throw new RequestProblem({ code: 'basic-refused', fault: 'encoding' });
  return { kind: 'password', ...read, visitor };
}

function malformed({
  scheme,
  problem,
}: Extract<Authorization, { readonly problem: unknown }>): RequestProblem {
  switch (scheme) {
    case 'bearer':
      return new RequestProblem({ code: 'bearer-refused', fault: 'bad-header' });
    case 'token':
      return new RequestProblem({ code: 'token-header-refused', fault: problem });
    case 'basic':
      return new RequestProblem({ code: 'basic-refused', fault: basicFaults[problem] });
  }
}

/** What cannot be a credential at all is no base64 either. */
const basicFaults = { empty: 'empty', spaces: 'spaces', characters: 'encoding', parts: 'encoding' } as const;
