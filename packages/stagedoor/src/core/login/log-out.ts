import type { Visitor } from '../kernel/visitor.ts';
import { type BrowserCredentials, logOutBrowser } from '../session/log-out-session.ts';
import type { Dependencies } from './dependencies.ts';
import { flowKeyHash } from './flow.ts';

export interface LogOut extends BrowserCredentials {
  /** The handles of log-ins on their way. */
  readonly flows?: readonly string[];
  readonly visitor: Visitor;
}

/**
 * Ends everything that the visitor is logged in with, and what they are about to be, or nothing of it. Logging out when logged out is
 * fine.
 */
export async function logOut(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { visitor, flows = [], ...browser }: LogOut,
): Promise<void> {
  const { sessionKeys, tokenSessions = [] } = browser;
  if (sessionKeys.length === 0 && tokenSessions.length === 0 && flows.length === 0) return;
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    for (const flow of flows) await stores.flows.take(flowKeyHash(flow), now);
    await logOutBrowser(stores, { browser, visitor, now });
  });
}
