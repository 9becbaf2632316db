import type { AuditAction } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { refuseProblems } from '../errors.ts';
import { admitMail } from '../limit/admit-mail.ts';
import { leaveTogether } from '../login/leave-together.ts';
import { occasionOf } from '../outbox/occasion.ts';
import type { Visitor } from '../visitor.ts';
import { checkEmail } from './email.ts';

export type ResetRequestDependencies = Pick<
  Dependencies,
  'transact' | 'limits' | 'audit' | 'clock' | 'settings'
>;

export interface ResetRequest {
  readonly email: string;
  readonly visitor: Visitor;
}

/**
 * Takes a stranger's wish for a letter that opens an account again. It does the same for every address: counters, one
 * audit row, one job. Whether there is an account is the worker's to find out; a capped address looks the
 * same too.
 *
 * @throws AccountsError `invalid-input` at `email`, `throttled` by source.
 */
export async function takeResetRequest(
  deps: ResetRequestDependencies,
  input: ResetRequest,
  of: {
    readonly action: AuditAction;
    readonly job: 'mail-password-reset' | 'mail-username-reset';
  },
): Promise<void> {
  const { visitor } = input;
  const email = input.email.trim();
  refuseProblems({ email: checkEmail(email) });
  const mayMail = await admitMail(deps, { email, visitor, userId: null });
  await leaveTogether(deps, () =>
    deps.transact(async (stores) => {
      const now = deps.clock.now();
      await stores.audit.append(securityEvent(of.action, { userId: null, visitor, now }));
      if (!mayMail) return;
      const { language } = visitor;
      await stores.jobs.enqueue({ name: of.job, email, language, occasion: occasionOf(visitor, now) });
    }),
  );
}
