import { securityEvent } from '../../audit/security-event.ts';
import { canonicalEmail, checkEmail, normalizeEmail } from '../../kernel/email.ts';
import { fieldRefusal, refuseProblems } from '../../kernel/errors.ts';
import { randomPublicId } from '../../kernel/secret-value.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { withResponseFloor } from '../../limit/response-floor.ts';
import { takeMailRequest } from '../../limit/take-mail-request.ts';
import { requireFullProof } from '../../session/require-full-proof.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import type { EmailAddress } from '../../user/email-address-store.ts';
import type { Dependencies, Stores } from '../dependencies.ts';

/** How many addresses a user may have. */
export const MOST_ADDRESSES = 10;

/**
 * Adds an address to the user's own and mails a link there. It counts for nothing until the link was opened. Whether
 * somebody else has the address is not told: it is listed all the same, and its owner gets no e-mail.
 *
 * @throws AccountsError `reauthentication-required`, `invalid-input` at `email`, `throttled`.
 */
export async function addEmailAddress(
  deps: Pick<Dependencies, 'transact' | 'stages' | 'limits' | 'audit' | 'clock' | 'settings'>,
  input: { readonly principal: Principal; readonly email: string; readonly visitor: Visitor },
): Promise<EmailAddress> {
  const { principal, visitor } = input;
  const email = normalizeEmail(input.email);
  requireRecentProof(deps, principal);
  refuseProblems({ email: checkEmail(email) });
  const userId = principal.user.id;
  await takeMailRequest(deps, { purpose: 'email-add', visitor, userId });
  return await withResponseFloor(deps, () =>
    deps.transact(async (stores) => {
      const now = deps.clock.now();
      await requireFullProof(stores, deps, principal);
      const address = await addUnclaimed(stores, userId, email);
      await stores.audit.append(securityEvent('email-add-request', { userId, visitor, now }));
      const job = { name: 'mail-email-address', userId, addressId: address.id } as const;
      await stores.jobs.enqueue({ ...job, language: visitor.language });
      return address;
    }),
  );
}

async function addUnclaimed(stores: Stores, userId: number, email: string): Promise<EmailAddress> {
  await stores.users.lockById(userId);
  const known = await stores.emailAddresses.listOfUser(userId);
  const emailKey = canonicalEmail(email);
  if (known.some((address) => canonicalEmail(address.email) === emailKey)) {
    throw fieldRefusal('email', 'email_duplicate');
  }
  if (known.length >= MOST_ADDRESSES) {
    throw fieldRefusal('email', 'email_too_many', { count: MOST_ADDRESSES });
  }
  const address = { id: randomPublicId(), userId, email, isPrimary: false };
  await stores.emailAddresses.addUnclaimed(address);
  return { ...address, emailKey: null, isVerified: false };
}
