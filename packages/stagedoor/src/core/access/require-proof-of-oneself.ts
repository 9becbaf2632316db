import { requireRecentProof } from '../session/require-recent-proof.ts';
import type { Actor } from './actor.ts';

/**
 * Whoever does to themselves what is meant for others proved themselves lately, as where they do it for themselves: it is no way around
 * the question. Asks nothing of who acts on others.
 *
 * @throws AccountsError `reauthentication-required`
 */
export function requireProofOfOneself(
  deps: Parameters<typeof requireRecentProof>[0],
  { by, userId }: { readonly by: Actor; readonly userId: number },
): void {
  if (by !== 'operator' && by.user.id === userId) requireRecentProof(deps, by);
}
