import { networkOf } from '../kernel/network-of.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { LinkPurpose } from '../link/one-time-link-store.ts';
import { takeAttempt } from './attempts.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Counts the wish for a letter at its source, each kind of letter by itself. What an address gets is counted when a letter
 * leaves for it (`mayLetterLeave`): a wish that leads to none takes nothing from its owner.
 *
 * @throws AccountsError `throttled`.
 */
export async function takeMailWish(
  deps: Pick<Dependencies, 'limits' | 'audit' | 'clock' | 'settings'>,
  wish: { readonly purpose: LinkPurpose; readonly visitor: Visitor; readonly userId: number | null },
): Promise<void> {
  const { purpose, ...who } = wish;
  const limit = deps.settings.limits.mailPerSource;
  await takeAttempt(deps, {
    name: `mail-source-${purpose}`,
    of: networkOf(who.visitor.ipAddress),
    limit,
    who,
  });
}
