import type { Visitor } from '../kernel/visitor.ts';
import type { LinkPurpose } from '../link/one-time-link-store.ts';
import { takeAttempt } from './attempts.ts';
import { ofSource } from './counters.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Counts the request for an e-mail at its source, each kind of e-mail by itself. What an address gets is counted when an e-mail
 * leaves for it (`admitMail`): a request that leads to none takes nothing from its owner.
 *
 * @throws AccountsError `throttled`.
 */
export async function takeMailRequest(
  deps: Pick<Dependencies, 'limits' | 'audit' | 'clock' | 'settings'>,
  mailRequest: { readonly purpose: LinkPurpose; readonly visitor: Visitor; readonly userId: number | null },
): Promise<void> {
  const { purpose, ...who } = mailRequest;
  const limit = deps.settings.limits.mailPerSource;
  await takeAttempt(deps, { ...ofSource(`mail-source-${purpose}`, who.visitor), limit, who });
}
