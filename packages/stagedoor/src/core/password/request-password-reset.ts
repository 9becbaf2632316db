import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { refuseProblems } from '../errors.ts';
import { admitMail } from '../limit/admit-mail.ts';
import { leaveTogether } from '../login/leave-together.ts';
import { occasionOf } from '../outbox/occasion.ts';
import { checkEmail } from '../user/email.ts';
import type { Visitor } from '../visitor.ts';

/**
 * Takes the wish for a reset mail. The request does the same for every address: counters, one audit row, one job.
 * Whether there is an account is the worker's to find out (abuse A3); a capped address looks the same too.
 *
 * @throws AccountsError `invalid-input` at `email`, `throttled` by source.
 */
export async function requestPasswordReset(
  deps: Pick<Dependencies, 'transact' | 'limits' | 'audit' | 'clock' | 'settings'>,
  input: { readonly email: string; readonly visitor: Visitor },
): Promise<void> {
  const { visitor } = input;
  const email = input.email.trim();
  refuseProblems({ email: checkEmail(email) });
  const mayMail = await admitMail(deps, { email, visitor, userId: null });
  await leaveTogether(deps, () =>
    deps.transact(async (stores) => {
      const now = deps.clock.now();
      await stores.audit.append(securityEvent('password-reset-request', { userId: null, visitor, now }));
      if (!mayMail) return;
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
