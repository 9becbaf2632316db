import type { Dependencies, Stores } from '../session/dependencies.ts';
import { requireFullProof } from '../session/require-full-proof.ts';
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

/** The same of all that a log-in would ask of them, inside the transaction. */
export async function requireFullProofOfOneself(
  stores: Stores,
  deps: Pick<Dependencies, 'stages' | 'clock' | 'settings'>,
  { by, userId }: { readonly by: Actor; readonly userId: number },
): Promise<void> {
  if (by !== 'operator' && by.user.id === userId) await requireFullProof(stores, deps, by);
}
