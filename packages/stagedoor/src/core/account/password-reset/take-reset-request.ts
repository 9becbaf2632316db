import type { AuditAction } from '../../audit/audit-event.ts';
import { securityEvent } from '../../audit/security-event.ts';
import { checkEmail } from '../../kernel/email.ts';
import { refuseProblems } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { withResponseFloor } from '../../limit/response-floor.ts';
import { takeMailRequest } from '../../limit/take-mail-request.ts';
import { requestDetailsOf } from '../../outbox/request-details.ts';
import type { Dependencies } from '../dependencies.ts';

export type ResetRequestDependencies = Pick<
  Dependencies,
  'transact' | 'limits' | 'audit' | 'clock' | 'settings'
>;

export interface ResetRequest {
  readonly email: string;
  readonly visitor: Visitor;
}

/**
 * Takes a stranger's request for an e-mail that opens an account again. It does the same for every address: one counter at
 * the source, one audit row, one job. Whether there is an account, and whether an e-mail leaves, is the worker's to find out.
 *
 * @throws AccountsError `invalid-input` at `email`, `throttled` by source.
 */
export async function takeResetRequest(
  deps: ResetRequestDependencies,
  input: ResetRequest,
  of: {
    readonly action: AuditAction;
    readonly purpose: 'password-reset' | 'username-reset';
  },
): Promise<void> {
  const { visitor } = input;
  const email = input.email.trim();
  refuseProblems({ email: checkEmail(email) });
  await takeMailRequest(deps, { purpose: of.purpose, visitor, userId: null });
  await withResponseFloor(deps, () =>
    deps.transact(async (stores) => {
      const now = deps.clock.now();
      await stores.audit.append(securityEvent(of.action, { userId: null, visitor, now }));
      const { language } = visitor;
      const name = `mail-${of.purpose}` as const;
      await stores.jobs.enqueue({ name, email, language, requestDetails: requestDetailsOf(visitor, now) });
    }),
  );
}
