import type { User } from '../user/user.ts';
import type { Session } from './session.ts';
import type { TokenScope } from './token-scope.ts';

/**
 * How much of what somebody is and may goes with them. `whole`: they act as themselves. `scope`: they came by a token of a part of their
 * rights, which is nobody by name and in no organization. `none`: they are inactive, or must pass a stage first, and may nothing that a
 * visitor may not.
 */
export type Authority = 'whole' | 'scope' | 'none';

/** Who came, and with what: null where there is no row of it to read. */
interface Came {
  readonly user: Pick<User, 'isActive'>;
  readonly session: Pick<Session, 'scope' | 'pendingStage'> | null;
}

/** Asked by whatever judges: the one place that says who acts as themselves. */
export function authorityOf({ user, session }: Came): Authority {
  if (!user.isActive || (session !== null && session.pendingStage !== null)) return 'none';
  return session === null || session.scope === null ? 'whole' : 'scope';
}

export function actsAsThemselves(came: Came): boolean {
  return authorityOf(came) === 'whole';
}

/** A scope of nothing. */
export const nothing: TokenScope = { permissions: [], methods: 'read' };

/** What a session opens of its user's permissions: null for all of them, and nothing before every stage is passed. */
export function openScope(session: Came['session']): TokenScope | null {
  if (session === null || session.pendingStage === null) return session?.scope ?? null;
  return nothing;
}
