import type { PendingStage, StageRecord } from '../kernel/stage.ts';
import type { User } from '../user/user.ts';
import type { AuthenticationMethod } from './authentication.ts';
import type { Policy } from './policy.ts';

/** Where somebody stands who is logging in: who it is, and what is proved of that so far. */
export interface LogInFlow {
  readonly user: User;
  readonly proofs: readonly AuthenticationMethod[];
}

/** What a stage may decide by beside the flow: how the site is set, and what the stores that it is asked over answer. */
export interface StageFacts<Stores> {
  readonly policy: Policy;
  readonly stores: Stores;
}

/** Something that is to be done between the first proof of who somebody is and all that their account opens. */
export interface Stage<Stores = unknown> extends StageRecord {
  /** Of what can be proved in a session as well: it is asked again before a way in is added or changed. */
  readonly isAskedAgain?: true;
  /**
   * Asked anew at every step, of the user as they are now; what it decides by is never stored. Often inside a transaction, so it
   * waits for these stores and nothing else.
   */
  isDue(flow: LogInFlow, facts: StageFacts<Stores>): boolean | Promise<boolean>;
}

interface Asked<Stores> {
  readonly stages: readonly Stage<Stores>[];
  readonly settings: Policy;
}

/**
 * The next thing to do at a log-in: what proves more of who it is comes before what changes the account. Null for nothing. A stage
 * is passed by a proof under its own name, and by whatever makes it due no more.
 */
export async function nextStage<Stores>(
  stores: Stores,
  deps: Asked<Stores>,
  flow: LogInFlow,
): Promise<Stage | null> {
  const entry = await firstDue(stores, deps, { flow, before: 'entry' });
  return entry ?? (await firstDue(stores, deps, { flow, before: 'use' }));
}

/**
 * What a session that is open has still to pass, as things stand: whoever is in has entered, so what stands before that is asked of
 * them at the next log-in.
 */
export async function pendingStageIn<Stores>(
  stores: Stores,
  deps: Asked<Stores>,
  flow: LogInFlow,
): Promise<PendingStage | null> {
  return (await firstDue(stores, deps, { flow, before: 'use' }))?.name ?? null;
}

async function firstDue<Stores>(
  stores: Stores,
  { stages, settings: policy }: Asked<Stores>,
  { flow, before }: { readonly flow: LogInFlow; readonly before: Stage['before'] },
): Promise<Stage | null> {
  for (const stage of stages) {
    if (stage.before !== before || isProved(flow, stage)) continue;
    if (await stage.isDue(flow, { policy, stores })) return stage;
  }
  return null;
}

function isProved({ proofs }: LogInFlow, { name }: Pick<Stage, 'name'>): boolean {
  return proofs.some(({ method }) => method === name);
}
