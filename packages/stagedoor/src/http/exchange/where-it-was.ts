import { networkOf } from '../../core/kernel/network-of.ts';
import { REMOTE_USER_BACKEND } from '../../core/login/log-in-remote-user.ts';
import type { Principal, Session } from '../../core/session/session.ts';
import { normalizeUsername } from '../../core/user/username.ts';
import type { HttpContext } from '../context/http-context.ts';
import type { VisitorHandle } from './visitor-handle.ts';

/** A session that the proxy vouched for ends once it names nobody, or another, as Django's RemoteUserMiddleware has it. */
export function hasLeftTheProxy({ user, session }: Principal, visitor: VisitorHandle): boolean {
  if (session?.backend !== REMOTE_USER_BACKEND) return false;
  const { remoteUser } = visitor;
  return remoteUser === null || normalizeUsername(remoteUser) !== user.username;
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
