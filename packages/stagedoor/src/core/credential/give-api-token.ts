import { randomApiTokenKey } from '../kernel/secret-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { nextStage } from '../session/stage.ts';
import type { User } from '../user/user.ts';
import { addApiToken } from './add-api-token.ts';
import type { Dependencies, Stores } from './dependencies.ts';

/**
 * Where the site wants every user to have an API token from the start (API_TOKEN_AT_SIGNUP): makes it, in the
 * transaction that makes the user. Nobody is told it here: whoever asks for it passes the gate, and is given this one.
 * Who must choose a password first gets none before that.
 */
export async function giveApiToken(
  stores: Stores,
  deps: Pick<Dependencies, 'settings' | 'stages'>,
  to: {
    readonly user: User;
    /** The system that vouches for the user: the token ends with the trust in it. Null for one of our own. */
    readonly backend: string | null;
    readonly visitor: Visitor;
    readonly now: Date;
  },
): Promise<void> {
  const { settings } = deps;
  const { user, backend, visitor, now } = to;
  if (!settings.apiTokenAtSignUp || (await nextStage(stores, deps, { user, proofs: [] })) !== null) return;
  const key = randomApiTokenKey();
  await addApiToken(stores, settings, {
    user,
    key,
    backend,
    visitor,
    now,
    createdAt: now,
    pendingStage: null,
  });
}
