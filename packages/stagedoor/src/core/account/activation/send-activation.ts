import { securityEvent } from '../../audit/security-event.ts';
import { checkEmail } from '../../kernel/email.ts';
import { AccountsError, refuseProblems } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { withResponseFloor } from '../../limit/response-floor.ts';
import { takeMailRequest } from '../../limit/take-mail-request.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';

type SendActivationDependencies = Pick<Dependencies, 'transact' | 'limits' | 'audit' | 'clock' | 'settings'>;

/**
 * Sends a new activation link: to the logged-in user's own address, or to a typed one. For a typed address
 * the answer is always the same, and whether anything is sent is decided by the worker.
 *
 * @throws AccountsError `already-verified` (logged in only), `invalid-input`, `throttled`.
 */
export async function sendActivation(
  deps: SendActivationDependencies,
  input: { readonly principal: Principal | null; readonly email: string; readonly visitor: Visitor },
): Promise<void> {
  const { principal, visitor } = input;
  if (principal?.user.isEmailVerified) throw new AccountsError({ code: 'already-verified' });
  const email = (principal?.user.email ?? input.email).trim();
  refuseProblems({ email: checkEmail(email) });
  const userId = principal?.user.id ?? null;
  await takeMailRequest(deps, { purpose: 'activation', visitor, userId });
  await withResponseFloor(deps, () =>
    deps.transact(async (stores) => {
      const now = deps.clock.now();
      await stores.audit.append(securityEvent('activation-sent', { userId, visitor, now }));
      const { language } = visitor;
      const own = userId === null ? {} : { userId };
      await stores.jobs.enqueue({ name: 'mail-activation', email, ...own, language });
    }),
  );
}
