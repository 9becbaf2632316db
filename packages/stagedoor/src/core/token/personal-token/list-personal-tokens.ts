import type { PersonalAccessToken } from '../../credential/personal-access-token-store.ts';
import type { Principal, Session } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';

export interface ListedPersonalToken extends PersonalAccessToken {
  /** Scope, end, and when and from where it was last used. */
  readonly session: Session;
}

/** The logged-in user's personal access tokens that still open something, newest first. */
export async function listPersonalTokens(
  deps: Pick<Dependencies, 'personalAccessTokens' | 'sessions' | 'clock'>,
  input: { readonly principal: Principal },
): Promise<readonly ListedPersonalToken[]> {
  return await personalTokensOf(deps, input.principal.user.id);
}

export async function personalTokensOf(
  deps: Pick<Dependencies, 'personalAccessTokens' | 'sessions' | 'clock'>,
  userId: number,
): Promise<readonly ListedPersonalToken[]> {
  const sessions = await deps.sessions.listOfUser(userId, deps.clock.now());
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const tokens = await deps.personalAccessTokens.listOfUser(userId);
  return tokens.flatMap((token) => {
    const session = byId.get(token.sessionId);
    return session ? [{ ...token, session }] : [];
  });
}
