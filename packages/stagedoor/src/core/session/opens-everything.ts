import type { Dependencies } from './dependencies.ts';
import { isStillTrusted } from './is-still-trusted.ts';
import type { Session } from './session.ts';

/** Whether every stage of a session is passed, and whoever vouched for it is trusted still. */
export function opensEverything(
  deps: Pick<Dependencies, 'authenticationBackends'>,
  session: Pick<Session, 'pendingStage' | 'backend'>,
): boolean {
  return session.pendingStage === null && isStillTrusted(deps, session);
}
