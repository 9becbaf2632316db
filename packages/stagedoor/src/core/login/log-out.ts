import type { Visitor } from '../kernel/visitor.ts';
import { type BrowserCredentials, logOutBrowser } from '../session/log-out-session.ts';
import type { Dependencies } from './dependencies.ts';

export interface LogOut extends BrowserCredentials {
  readonly visitor: Visitor;
}

/**
 * Ends everything that the visitor is logged in with, or nothing of it. Logging out when logged out is fine.
 */
export async function logOut(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { visitor, ...browser }: LogOut,
): Promise<void> {
  if (browser.sessionKeys.length === 0 && (browser.tokenSessions ?? []).length === 0) return;
  const now = deps.clock.now();
  await deps.transact((stores) => logOutBrowser(stores, { browser, visitor, now }));
}
