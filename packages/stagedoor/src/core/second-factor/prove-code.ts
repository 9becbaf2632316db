import { securityEvent } from '../audit/security-event.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { User } from '../user/user.ts';
import type { Dependencies } from './dependencies.ts';
import type { CodeMethod } from './factor-methods.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { tellOfFactor } from './tell-of-factor.ts';

/** What is longer is no code, and is not hashed. */
const LONGEST_CODE = 64;

export interface ProveCode {
  readonly user: User;
  readonly code: string;
  readonly visitor: Visitor;
}

type ProveDependencies = Pick<
  Dependencies,
  'transact' | 'totpDevices' | 'recoveryCodes' | 'timeCodes' | 'clock'
>;

/**
 * By which of a user's second factors this is a code, once it was counted as a try; null for none. What is answered is used up: of
 * many at once one is right.
 */
export async function proveCode(deps: ProveDependencies, input: ProveCode): Promise<CodeMethod | null> {
  if (input.code.trim() === '' || input.code.length > LONGEST_CODE) return null;
  if (await isTimeCode(deps, input)) return 'totp';
  return (await isRecoveryCode(deps, input)) ? 'recovery-code' : null;
}

async function isTimeCode(
  { totpDevices, timeCodes, clock }: ProveDependencies,
  { user, code }: ProveCode,
): Promise<boolean> {
  const now = clock.now();
  for (const { id, key, confirmedAt } of await totpDevices.listOfUser(user.id)) {
    const step = key === null || confirmedAt === null ? null : timeCodes.stepOf(key, code, now);
    if (step !== null && (await totpDevices.useStep(id, { step, now }))) return true;
  }
  return false;
}

async function isRecoveryCode(deps: ProveDependencies, { user, code, visitor }: ProveCode): Promise<boolean> {
  const hash = await hashRecoveryCode(user.id, code);
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    if (!(await stores.recoveryCodes.use(user.id, hash, now))) return false;
    await stores.audit.append(securityEvent('recovery-code-use', { userId: user.id, visitor, now }));
    await tellOfFactor(stores, { user, what: 'recovery-code-used', visitor, now });
    return true;
  });
}
