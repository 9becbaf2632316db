import { checkEmail, isSameAddress, normalizeEmail } from '../../kernel/email.ts';
import { fieldRefusal, refuseProblems } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { withResponseFloor } from '../../limit/response-floor.ts';
import { takeMailRequest } from '../../limit/take-mail-request.ts';
import { requireFullProof } from '../../session/require-full-proof.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';
import { recordEmailChangeRequest } from './record-email-change-request.ts';

/**
 * Asks for a new address: a link goes there. Whether the address is taken is not told; then nothing is sent.
 *
 * @throws AccountsError `reauthentication-required`, `invalid-input` at `email`, `throttled`.
 */
export async function requestEmailChange(
  deps: Pick<Dependencies, 'transact' | 'stages' | 'limits' | 'audit' | 'clock' | 'settings'>,
  input: { readonly principal: Principal; readonly email: string; readonly visitor: Visitor },
): Promise<void> {
  const { principal, visitor } = input;
  const email = normalizeEmail(input.email);
  requireRecentProof(deps, principal);
  refuseProblems({ email: checkEmail(email) });
  if (isSameAddress(email, principal.user.email)) {
    throw fieldRefusal('email', 'email_unchanged');
  }
  const userId = principal.user.id;
  await takeMailRequest(deps, { purpose: 'email-change', visitor, userId });
  await withResponseFloor(deps, () =>
    deps.transact(async (stores) => {
      await requireFullProof(stores, deps, principal);
      await recordEmailChangeRequest(stores, { userId, email, visitor, now: deps.clock.now() });
    }),
  );
}
