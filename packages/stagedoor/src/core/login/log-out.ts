import type { Visitor } from '../kernel/visitor.ts';
import { type InBrowser, keyHashesIn, leaveBrowser } from '../session/leave-session.ts';
import type { Dependencies } from './dependencies.ts';

export interface LogOut extends InBrowser {
  readonly visitor: Visitor;
}

/**
 * Ends everything that the visitor is logged in with, or nothing of it, and drops the data of the browser's sessions. Logging
 * out when logged out is fine.
 */
export async function logOut(
  deps: Pick<Dependencies, 'transact' | 'sessionData' | 'clock'>,
  { visitor, ...browser }: LogOut,
): Promise<void> {
  if (browser.sessionKeys.length === 0 && (browser.held ?? []).length === 0) return;
  const now = deps.clock.now();
  await deps.transact((stores) => leaveBrowser(stores, { browser, visitor, now }));
  for (const keyHash of keyHashesIn({ sessionKeys: browser.sessionKeys }))
    await deps.sessionData.remove(keyHash);
}
