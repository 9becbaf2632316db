import type { PendingStage } from '../kernel/stage.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { newSession } from '../session/new-session.ts';
import type { User } from '../user/user.ts';
import type { Stores } from './dependencies.ts';
import type { Settings } from './settings.ts';

/**
 * Writes an API token and the session that it opens, for a user whom nobody has let in just now: that they may have one was asked
 * before. Inside a transaction.
 */
export async function addApiToken(
  stores: Pick<Stores, 'apiTokens' | 'sessions'>,
  settings: Settings,
  token: {
    readonly user: User;
    readonly key: string;
    /** The system that vouches for the user: the token ends with the trust in it. Null for one of our own. */
    readonly backend: string | null;
    readonly visitor: Visitor;
    readonly now: Date;
    readonly createdAt: Date;
    /** What its user has still to pass: until then it opens nothing. */
    readonly pendingStage: PendingStage | null;
  },
): Promise<void> {
  const { user, key, backend, visitor, now, createdAt, pendingStage } = token;
  const tokenSession = { kind: 'api-token', key, expiresAt: null, endsAt: null, scope: null } as const;
  const entry = { proof: { backend, methods: [] }, rememberMe: null, visitor, tokenSession };
  const { session } = newSession(settings, { user, entry, now, deviceId: null, pendingStage });
  await stores.sessions.add(session);
  await stores.apiTokens.put({ userId: user.id, key, keyHash: session.keyHash, createdAt });
}
