import { securityEvent } from '../../audit/security-event.ts';
import { canonicalEmail } from '../../kernel/email.ts';
import { AccountsError } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { takeLinkAttempt } from '../../limit/take-link-attempt.ts';
import { consumeLink } from '../../link/find-link.ts';
import { welcome } from '../../outbox/welcome.ts';
import type { Principal } from '../../session/session.ts';
import { findNameHolder } from '../../user/find-name-holder.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { notifyOfAddress } from './notify-of-address.ts';

interface ConfirmEmailAddress {
  readonly principal: Principal;
  readonly key: string;
  readonly visitor: Visitor;
}

/**
 * Makes an added address the user's verified own, beside the primary one, which is told. It takes the mailbox *and* the
 * logged-in session of the same user.
 *
 * @throws AccountsError `invalid-link` for a dead link, another user's (whose it stays), or an address removed or taken
 *   meanwhile; `throttled`.
 */
export async function confirmEmailAddress(
  deps: Pick<Dependencies, 'transact' | 'limits' | 'audit' | 'clock' | 'settings'>,
  input: ConfirmEmailAddress,
): Promise<{ readonly email: string }> {
  const { visitor, principal } = input;
  await takeLinkAttempt(deps, visitor);
  const now = deps.clock.now();
  const email = await deps.transact((stores) => confirm(stores, { deps, input, now }));
  if (email === null) {
    const event = { userId: principal.user.id, visitor, now, success: false };
    await deps.audit.append(securityEvent('email-add', event));
    throw new AccountsError({ code: 'invalid-link' });
  }
  return { email };
}

async function confirm(
  stores: Stores,
  facts: {
    readonly deps: Pick<Dependencies, 'settings'>;
    readonly input: ConfirmEmailAddress;
    readonly now: Date;
  },
): Promise<string | null> {
  const { deps, now } = facts;
  const { principal, key, visitor } = facts.input;
  const live = await consumeLink(stores, { purpose: 'email-add', key, now, userId: principal.user.id });
  if (live === null) return null;
  const { user, link } = live;
  const holder = await findNameHolder(stores, deps.settings, { email: link.email, userId: user.id });
  if (holder !== null) return null;
  const known = await stores.emailAddresses.listOfUser(user.id);
  const address = known.find(({ email, emailKey }) => email === link.email && emailKey === null);
  const emailKey = canonicalEmail(link.email) ?? '';
  if (!address || !(await stores.emailAddresses.claim(user.id, address.id, emailKey))) return null;
  // Somebody who had no address has one now.
  if (user.email === '') {
    await stores.emailAddresses.makePrimary(user.id, emailKey);
    await welcome(stores, { user, email: link.email, visitor });
  }
  await stores.audit.append(securityEvent('email-add', { userId: user.id, visitor, now }));
  await notifyOfAddress(stores, { user, address: link.email, how: 'added', visitor, now });
  return link.email;
}
