import type { PendingStage } from '../kernel/stage.ts';
import type { User } from '../user/user.ts';
import type { AuthenticationMethod } from './authentication.ts';
import type { Policy } from './policy.ts';

/** Where somebody stands who is logging in: who it is, and what is proved of that so far. */
export interface LogInFlow {
  readonly user: User;
  readonly proofs: readonly AuthenticationMethod[];
}

/** Something that is to be done between the first proof of who somebody is and all that their account opens. */
export interface Stage {
  /** As clients are told it. */
  readonly name: PendingStage;
  /**
   * What waits for it. `entry`: nothing is opened until it is passed, and what was asked for is kept as a flow meanwhile; for
   * what proves more of who it is. `use`: a browser's session is opened, and opens only what serves the stage; nobody is given
   * a token. For what changes the account.
   */
  readonly before: 'entry' | 'use';
  /** Asked anew at every step, of the user as they are now. What it decides by is never stored. */
  isDue(flow: LogInFlow, policy: Policy): boolean;
}

type Staged = Policy & { readonly stages: readonly Stage[] };

/** The next thing to do: what proves more of who it is comes before what changes the account. Null for nothing. */
export function nextStage(settings: Staged, flow: LogInFlow): Stage | null {
  const due = settings.stages.filter((stage) => stage.isDue(flow, settings));
  return due.find(({ before }) => before === 'entry') ?? due[0] ?? null;
}

/** Its name, for a session that is opened, or goes on, as things stand. */
export function pendingStageOf(settings: Staged, flow: LogInFlow): PendingStage | null {
  return nextStage(settings, flow)?.name ?? null;
}
