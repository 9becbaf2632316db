import { hashSecret } from '../kernel/secret-value.ts';
import type { Dependencies } from './dependencies.ts';
import type { Session } from './session.ts';

/** A live session, anonymous or not. Asks for none of its data, which may be kept somewhere that is away. */
export async function findSession(
  deps: Pick<Dependencies, 'sessions' | 'clock'>,
  input: { readonly sessionKey: string },
): Promise<Session | null> {
  return await deps.sessions.find(hashSecret('session', input.sessionKey), deps.clock.now());
}
