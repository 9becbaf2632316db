import { networkOf } from '../../core/kernel/network-of.ts';
import { REMOTE_USER_BACKEND } from '../../core/login/log-in-remote-user.ts';
import type { Principal, Session } from '../../core/session/session.ts';
import { normalizeUsername } from '../../core/user/username.ts';
import type { HttpContext } from '../context/http-context.ts';
import type { VisitorHandle } from './visitor-handle.ts';

/** A session that the proxy vouched for ends once it names nobody, or another, as Django's RemoteUserMiddleware has it. */
export async function hasLeftTheProxy(
  { user, session }: Principal,
  { remoteUser }: VisitorHandle,
  { useCases }: Pick<HttpContext, 'useCases'>,
): Promise<boolean> {
  if (session?.backend !== REMOTE_USER_BACKEND) return false;
  if (remoteUser === null) return true;
  const subject = normalizeUsername(remoteUser);
  if (subject === user.username) return false;
  // Whoever has another name here by now is still called as ever there.
  const named = await useCases.identity.findUser({ provider: REMOTE_USER_BACKEND, subject });
  return named?.id !== user.id;
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
