import type { PendingStage } from '../../src/core/kernel/stage.ts';
import { stages } from '../../src/core/login/stages.ts';
import type { Stage } from '../../src/core/session/stage.ts';

/** What a test calls its own stage: a name that no stage of ours has. */
export const TEST_STAGE = 'test-code' as PendingStage;

/** A stage of a test: one user has to show a code, at every log-in, before anything is opened. */
export function codeStage(of: string): readonly Stage[] {
  const stage: Stage = {
    name: TEST_STAGE,
    before: 'entry',
    isDue: ({ user, proofs }) => user.username === of && !proofs.some(({ method }) => method === TEST_STAGE),
  };
  return [stage, ...stages];
}

/** A stage of a test that changes the account: it is due until the user has a first name. */
export const nameStage: Stage = {
  name: 'test-name' as PendingStage,
  before: 'use',
  isDue: ({ user }) => user.firstName === '',
};

/** What whoever serves the stage has seen. */
export const codeShown = { method: TEST_STAGE, factors: ['possession'] } as const;
