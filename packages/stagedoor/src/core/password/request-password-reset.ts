import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { refuseProblems } from '../errors.ts';
import { admitAttempt, takeAttempt } from '../limit/attempts.ts';
import { leaveTogether } from '../login/leave-together.ts';
import { networkOf } from '../login/network-of.ts';
import { occasionOf } from '../outbox/occasion.ts';
import { canonicalEmail, checkEmail } from '../user/email.ts';
import type { Visitor } from '../visitor.ts';

/**
 * Takes the wish for a reset mail. The request does the same for every address: counters, one audit row, one job.
 * Whether there is an account is the worker's to find out (abuse A3); a capped address looks the same too.
 *
 * @throws AccountsError `invalid-input` at `email`, `throttled` by source.
 */
export async function requestPasswordReset(
  deps: Pick<Dependencies, 'transact' | 'limits' | 'clock' | 'settings'>,
  input: { readonly email: string; readonly visitor: Visitor },
): Promise<void> {
  const { visitor } = input;
  const email = input.email.trim();
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
      await stores.audit.append(securityEvent('password-reset-request', { userId: null, visitor, now }));
      if (!mail.admitted) return;
      const { language } = visitor;
      await stores.jobs.enqueue({
        name: 'mail-password-reset',
        email,
        language,
        occasion: occasionOf(visitor, now),
      });
    }),
  );
}
