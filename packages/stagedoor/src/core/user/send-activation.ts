import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { AccountsError, refuseProblems } from '../errors.ts';
import { admitAttempt, takeAttempt } from '../limit/attempts.ts';
import { leaveTogether } from '../login/leave-together.ts';
import { networkOf } from '../login/network-of.ts';
import type { Principal } from '../session/session.ts';
import type { Visitor } from '../visitor.ts';
import { canonicalEmail, checkEmail } from './email.ts';

type SendActivationDependencies = Pick<Dependencies, 'transact' | 'limits' | 'clock' | 'settings'>;

/**
 * Sends a new activation link: to the signed-in user's own address (S4-11), or to a typed one. For a typed address
 * the answer is always the same, and whether anything is sent is decided by the worker (abuse A3).
 *
 * @throws AccountsError `already-verified` (signed in only), `invalid-input`, `throttled`.
 */
export async function sendActivation(
  deps: SendActivationDependencies,
  input: { readonly principal: Principal | null; readonly email: string; readonly visitor: Visitor },
): Promise<void> {
  const { principal, visitor } = input;
  if (principal?.user.isEmailVerified) throw new AccountsError({ code: 'already-verified' });
  const email = (principal?.user.email ?? input.email).trim();
  refuseProblems({ email: checkEmail(email) });
  const { mailPerSource, mailPerAddress } = deps.settings.limits;
  await takeAttempt(deps, { name: 'mail-source', of: networkOf(visitor.ipAddress), limit: mailPerSource });
  const mail = await admitAttempt(deps, {
    name: 'mail-address',
    of: canonicalEmail(email) ?? '',
    limit: mailPerAddress,
  });
  await leaveTogether(deps, () =>
    deps.transact(async (stores) => {
      const now = deps.clock.now();
      await stores.audit.append(
        securityEvent('activation-sent', { userId: principal?.user.id ?? null, visitor, now }),
      );
      if (mail.admitted)
        await stores.jobs.enqueue({ name: 'mail-activation', email, language: visitor.language });
    }),
  );
}
