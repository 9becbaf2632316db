import type { Dependencies } from './dependencies.ts';
import type { Session } from './session.ts';
import { sessionKeyHash } from './session-key-hash.ts';

/** A live session, anonymous or not. Asks for none of its data, which may be kept somewhere that is away. */
export async function findSession(
  deps: Pick<Dependencies, 'sessions' | 'clock'>,
  input: { readonly sessionKey: string },
): Promise<Session | null> {
  return await deps.sessions.find(sessionKeyHash('cookie', input.sessionKey), deps.clock.now());
}
