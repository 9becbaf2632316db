import { networkOf } from '../../core/kernel/network-of.ts';
import { REMOTE_USER_BACKEND } from '../../core/login/log-in-remote-user.ts';
import type { Principal, Session } from '../../core/session/session.ts';
import { normalizeUsername } from '../../core/user/username.ts';
import type { HttpContext } from '../context/http-context.ts';
import type { VisitorHandle } from './visitor-handle.ts';

/** What is heard on a request of the proxy that vouched for a session; `unheard` where nobody knows who sent the request. */
export type ProxyWord = 'names-them' | 'unheard' | 'left';

/**
 * A session that the proxy vouched for ends once it names nobody, or another, as Django's RemoteUserMiddleware has it. The
 * identity says who that is and never the name here, which whoever has it may change.
 */
export async function askTheProxy(
  { user, session }: Principal,
  { remoteUser, ipAddress }: VisitorHandle,
  { useCases }: Pick<HttpContext, 'useCases'>,
): Promise<ProxyWord> {
  if (session?.backend !== REMOTE_USER_BACKEND) return 'names-them';
  if (remoteUser === null) return ipAddress === '' ? 'unheard' : 'left';
  const subject = normalizeUsername(remoteUser);
  const known = await useCases.identity.list({ userId: user.id });
  const isThem = known.some((one) => one.provider === REMOTE_USER_BACKEND && one.subject === subject);
  return isThem ? 'names-them' : 'left';
}

/** Where the site binds sessions, a stolen cookie is no good in another browser or network, nor one that nobody looked up. */
export function isWhereItWas(
  session: Session | null,
  visitor: VisitorHandle,
  { settings: { bindsSessionTo } }: Pick<HttpContext, 'settings'>,
): boolean {
  if (bindsSessionTo.length === 0) return true;
  if (session === null) return false;
  const { userAgent, ipAddress } = session;
  if (bindsSessionTo.includes('user-agent') && userAgent !== visitor.userAgent) return false;
  return !bindsSessionTo.includes('address') || networkOf(ipAddress) === networkOf(visitor.ipAddress);
}
