import type { Visitor } from '../kernel/visitor.ts';
import { type InBrowser, leaveBrowser } from '../session/leave-session.ts';
import type { Dependencies } from './dependencies.ts';

export interface LogOut extends InBrowser {
  readonly visitor: Visitor;
}

/**
 * Ends everything that the visitor is logged in with, or nothing of it. Logging out when logged out is fine.
 */
export async function logOut(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { visitor, ...browser }: LogOut,
): Promise<void> {
  if (browser.sessionKeys.length === 0 && (browser.held ?? []).length === 0) return;
  const now = deps.clock.now();
  await deps.transact((stores) => leaveBrowser(stores, { browser, visitor, now }));
}
