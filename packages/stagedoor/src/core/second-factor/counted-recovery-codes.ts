import type { Visitor } from '../kernel/visitor.ts';
import { recoveryCodeSets } from '../limit/counters.ts';
import { takeUserAttempt } from '../limit/take-user-attempt.ts';
import type { Dependencies } from './dependencies.ts';
import { newRecoveryCodes, type RecoveryCodeSet } from './recovery-codes.ts';

type CodeDependencies = Pick<
  Dependencies,
  'passwordHasher' | 'recoveryCodes' | 'limits' | 'audit' | 'clock' | 'settings'
>;

interface Owner {
  readonly userId: number;
  readonly visitor: Visitor;
}

/**
 * A new set for a user, before the transaction that keeps it. It costs as much as some passwords, so it stands in their line, and is
 * counted as often as a password is tried: nobody's log-in waits for somebody who makes codes without end.
 *
 * @throws AccountsError `throttled`, `busy`
 */
export async function countedRecoveryCodes(
  deps: Omit<CodeDependencies, 'recoveryCodes'>,
  { userId, visitor }: Owner,
): Promise<RecoveryCodeSet> {
  return await deps.passwordHasher.withPlace(async () => {
    await takeUserAttempt(deps, recoveryCodeSets(userId), { visitor, userId });
    return await newRecoveryCodes(userId);
  });
}

/**
 * The same for whoever has none left; null where some are.
 *
 * @throws AccountsError `throttled`, `busy`
 */
export async function firstRecoveryCodes(
  deps: CodeDependencies,
  owner: Owner,
): Promise<RecoveryCodeSet | null> {
  const { left } = await deps.recoveryCodes.count(owner.userId);
  return left === 0 ? await countedRecoveryCodes(deps, owner) : null;
}

/** Keeps it where still none is left, and answers its codes; else null. */
export async function keepFirstCodes(
  { recoveryCodes }: Pick<Dependencies, 'recoveryCodes'>,
  {
    userId,
    fresh,
    now,
  }: { readonly userId: number; readonly fresh: RecoveryCodeSet | null; readonly now: Date },
): Promise<readonly string[] | null> {
  if (fresh === null || (await recoveryCodes.count(userId)).left > 0) return null;
  await recoveryCodes.replaceAll(userId, fresh.hashes, now);
  return fresh.codes;
}
