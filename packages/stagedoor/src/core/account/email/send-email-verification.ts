import { AccountsError } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { withResponseFloor } from '../../limit/response-floor.ts';
import { takeMailRequest } from '../../limit/take-mail-request.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';
import { ownAddress } from './own-addresses.ts';

/**
 * Mails the link for one of the user's own addresses again.
 *
 * @throws AccountsError `not-found`, `already-verified`, `throttled`.
 */
export async function sendEmailVerification(
  deps: Pick<
    Dependencies,
    'emailAddresses' | 'oneTimeLinks' | 'jobs' | 'limits' | 'audit' | 'clock' | 'settings'
  >,
  input: { readonly principal: Principal; readonly addressId: number; readonly visitor: Visitor },
): Promise<void> {
  const { visitor, addressId } = input;
  const userId = input.principal.user.id;
  const { email, isVerified, isPrimary } = await ownAddress(deps, {
    userId,
    addressId,
    now: deps.clock.now(),
  });
  if (isVerified) throw new AccountsError({ code: 'already-verified' });
  await takeMailRequest(deps, { purpose: isPrimary ? 'activation' : 'email-add', visitor, userId });
  const { language } = visitor;
  await withResponseFloor(deps, async () => {
    // The address of the sign-up is confirmed by the link that activates the account.
    await deps.jobs.enqueue(
      isPrimary
        ? { name: 'mail-activation', email, userId, language }
        : { name: 'mail-email-address', userId, addressId, language },
    );
  });
}
