import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { refuseProblems } from '../errors.ts';
import { admitMail } from '../limit/admit-mail.ts';
import { leaveTogether } from '../login/leave-together.ts';
import { occasionOf } from '../outbox/occasion.ts';
import type { Visitor } from '../visitor.ts';
import { checkEmail } from './email.ts';

/**
 * Takes the wish for a mail by which a username is chosen anew (djoser's `reset_username`). The request does the same
 * for every address, as that for a password does (abuse A3).
 *
 * @throws AccountsError `invalid-input` at `email`, `throttled` by source.
 */
export async function requestUsernameReset(
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
      await stores.audit.append(securityEvent('username-reset-request', { userId: null, visitor, now }));
      if (!mayMail) return;
      const { language } = visitor;
      const occasion = occasionOf(visitor, now);
      await stores.jobs.enqueue({ name: 'mail-username-reset', email, language, occasion });
    }),
  );
}
