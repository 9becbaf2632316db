import { securityEvent } from '../audit/security-event.ts';
import { AccountsError, fieldRefusal, refuseProblems } from '../kernel/errors.ts';
import { labelProblems } from '../kernel/label-problems.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { IssuedSession } from '../session/issued-session.ts';
import { ownSession } from '../session/own-session.ts';
import { renewSession, sessionEnded } from '../session/renew-session.ts';
import type { Principal } from '../session/session.ts';
import { firstRecoveryCodes, keepFirstCodes } from './counted-recovery-codes.ts';
import type { Dependencies } from './dependencies.ts';
import { provedCode } from './factor-methods.ts';
import { findBegun } from './find-totp-set-up.ts';
import { lockProved, requireFactorProof } from './require-factor-proof.ts';
import { tellOfFactor } from './tell-of-factor.ts';

export const FACTOR_NAME_LENGTH = 100;

export interface ConfirmTotp {
  readonly principal: Principal;
  /** What `beginTotp` answered. */
  readonly id: number;
  /** As the app shows it. */
  readonly code: string;
  /** What its owner calls it; may be empty. */
  readonly name: string;
  readonly visitor: Visitor;
}

export interface ConfirmedTotp {
  /** The session has a new key: it is of a higher level now. */
  readonly issued: IssuedSession;
  /** Where the user had none left; in this answer and in no later one. */
  readonly recoveryCodes: readonly string[] | null;
}

/**
 * Confirms an authenticator app by its first code, which opens nothing afterwards. From here on every way in asks for one.
 *
 * @throws AccountsError `permission-denied` for a token's holder, `reauthentication-required`, `not-found` where nothing of this id
 *   waits, `invalid-input` (`code`, `name`), `throttled`, `busy`, `not-authenticated` when the session ended
 *   meanwhile
 */
export async function confirmTotp(
  deps: Pick<
    Dependencies,
    | 'transact'
    | 'totpDevices'
    | 'passkeys'
    | 'passwordHasher'
    | 'recoveryCodes'
    | 'limits'
    | 'audit'
    | 'timeCodes'
    | 'clock'
    | 'settings'
  >,
  input: ConfirmTotp,
): Promise<ConfirmedTotp> {
  const { principal, visitor, id } = input;
  await requireFactorProof(deps, principal);
  const name = input.name.trim();
  refuseProblems({ name: labelProblems(name, FACTOR_NAME_LENGTH) });
  const now = deps.clock.now();
  const step = await stepOfBegun(deps, { ...input, now });
  const userId = principal.user.id;
  const fresh = await firstRecoveryCodes(deps, { userId, visitor });
  return await deps.transact(async (stores) => {
    const user = await lockProved(stores, deps, principal);
    const session = await ownSession(stores, principal, now);
    if (!(await stores.totpDevices.confirm(id, { name, step, now })))
      throw new AccountsError({ code: 'not-found' });
    const recoveryCodes = await keepFirstCodes(stores, { userId, fresh, now });
    const { securityVersion } = user;
    const issued = await renewSession(stores, session, {
      securityVersion,
      proved: { ...provedCode('totp'), at: now },
    });
    if (issued === null) throw sessionEnded();
    await stores.audit.append(
      securityEvent('second-factor-add', { userId, visitor, now, detail: { kind: 'totp' } }),
    );
    await tellOfFactor(stores, { user, what: 'totp-added', visitor, now });
    return { issued, recoveryCodes };
  });
}

async function stepOfBegun(
  deps: Pick<Dependencies, 'totpDevices' | 'timeCodes' | 'clock'>,
  { principal, id, code, now }: ConfirmTotp & { readonly now: Date },
): Promise<number> {
  const begun = await findBegun(deps, principal);
  if (begun?.id !== id) throw new AccountsError({ code: 'not-found' });
  const step = deps.timeCodes.stepOf(begun.key, code, now);
  if (step === null) throw fieldRefusal('code', 'code_wrong');
  return step;
}
