import { randomBytes } from 'node:crypto';
import { checkRecord, RecordProblem } from '../core/kernel/record-shape.ts';
import type { Visitor } from '../core/kernel/visitor.ts';
import type { AuthenticationBackend } from '../core/user/authentication-backend.ts';
import type { User } from '../core/user/user.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { newCsrfSecret } from '../http/cookie/csrf-token.ts';
import { mountedContext } from '../server/mounted-context.ts';
import { signedInShape } from './test-site-options.ts';

const SIGN_IN_BY = ['session', 'jwt', 'api-token'] as const;

/** How whoever is signed in shows it: a browser's session, or a token in the Authorization header. */
export type SignInBy = (typeof SIGN_IN_BY)[number];

/** Somebody who is signed in. */
export interface SignedIn {
  readonly user: Pick<User, 'id' | 'username' | 'email'>;
  /** For any client, `inject`, `fetch` or supertest: the cookies with the CSRF token, or the Authorization header. */
  readonly headers: Readonly<Record<string, string>>;
}

const USER_AGENT = 'stagedoor-testing';
const visitor: Visitor = { ipAddress: '127.0.0.1', userAgent: USER_AGENT, language: 'en', deviceKey: null };

/** Proves anybody by a key that nobody outside of this process has, so that a test needs no password. */
export function testBackend(): { readonly backend: AuthenticationBackend; readonly key: string } {
  const key = randomBytes(32).toString('base64url');
  return {
    key,
    backend: {
      name: 'testing',
      async authenticate({ known, password }) {
        if (known !== null && password === key) return { outcome: 'proved', user: known };
        return { outcome: 'unknown', userId: known?.id ?? null };
      },
    },
  };
}

/** Through the gate like everybody: who is inactive or not verified where the site wants it stays out. */
export async function signIn(
  stagedoor: Stagedoor,
  { user, by, key }: { readonly user: SignedIn['user']; readonly by: SignInBy; readonly key: string },
): Promise<SignedIn> {
  checkRecord('signInAs', { id: user?.id }, signedInShape);
  if (!(SIGN_IN_BY as readonly string[]).includes(by))
    throw new RecordProblem('signInAs', [
      `it signs in by ${SIGN_IN_BY.join(', ')}, not by ${JSON.stringify(by)}`,
    ]);
  const { publicUrl } = stagedoor.config;
  const always = { host: publicUrl.host, 'user-agent': USER_AGENT };
  return { user, headers: { ...always, ...(await credentialsOf(stagedoor, { user, by, key })) } };
}

async function credentialsOf(
  stagedoor: Stagedoor,
  { user, by, key }: { readonly user: SignedIn['user']; readonly by: SignInBy; readonly key: string },
): Promise<Record<string, string>> {
  const { useCases } = stagedoor;
  if (by === 'api-token') {
    const token = await useCases.apiToken.issue({ userId: user.id, anew: false });
    return { authorization: `Token ${token.key}` };
  }
  const identifier = stagedoor.settings.logInBy === 'email' ? user.email : (user.username ?? user.email);
  const proof = { identifier, password: key, visitor };
  if (by === 'jwt') {
    const { access } = await useCases.jwt.obtainPair(proof);
    return { authorization: `${stagedoor.settings.jwt.headerTypes[0] ?? 'Bearer'} ${access}` };
  }
  const { issued } = await useCases.login.logIn({ ...proof, rememberMe: null, sessionKey: null });
  return cookiesOf(stagedoor, issued);
}

function cookiesOf(
  stagedoor: Stagedoor,
  { sessionKey, session }: { readonly sessionKey: string; readonly session: { readonly id: number } },
): Record<string, string> {
  const { settings, signer } = mountedContext(stagedoor);
  const csrf = newCsrfSecret(signer, session.id);
  return {
    cookie: `${settings.sessionCookie.name}=${sessionKey}; ${settings.csrfCookie.name}=${csrf}`,
    'x-csrftoken': csrf,
    origin: settings.publicOrigin,
  };
}
