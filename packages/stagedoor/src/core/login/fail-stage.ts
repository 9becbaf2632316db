import { securityEvent } from '../audit/security-event.ts';
import type { PendingStage } from '../kernel/stage.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { User } from '../user/user.ts';
import type { Dependencies } from './dependencies.ts';

export interface FailStage {
  /** Whose try it was, as `tryStage` answered. */
  readonly user: Pick<User, 'id'>;
  readonly stage: PendingStage;
  readonly visitor: Visitor;
}

/**
 * Notes a wrong try at a stage, for whoever serves the stage and has looked at it: its owner may see that somebody who had the
 * password came no further. Each was counted before, so there are no more rows than tries.
 */
export async function failStage(
  { audit, clock }: Pick<Dependencies, 'audit' | 'clock'>,
  { user, stage, visitor }: FailStage,
): Promise<void> {
  const facts = { userId: user.id, visitor, now: clock.now(), success: false, detail: { stage } };
  await audit.append(securityEvent('stage-pass', facts));
}
