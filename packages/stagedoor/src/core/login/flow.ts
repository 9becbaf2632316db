import { after, minutes } from '../kernel/clock.ts';
import { AccountsError } from '../kernel/errors.ts';
import { hashSecret, randomLinkKey } from '../kernel/secret-value.ts';
import type { PendingStage } from '../kernel/stage.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { type Attempt, takeAttempt } from '../limit/attempts.ts';
import { stageTries } from '../limit/counters.ts';
import { nextStage } from '../session/stage.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { StoredFlow } from './flow-store.ts';

const FLOW_LIFE_MS = minutes(10);
const MOST_FLOWS_OF_A_USER = 5;
const MOST_TRIES = 5;

/** Keeps what is proved until the next stage is passed. Answers the handle, which is kept nowhere. */
export async function startFlow(
  stores: Pick<Stores, 'flows'>,
  { now, ...proved }: Omit<StoredFlow, 'keyHash' | 'createdAt' | 'expiresAt'> & { readonly now: Date },
): Promise<string> {
  const handle = randomLinkKey();
  await stores.flows.removeOldest(proved.userId, MOST_FLOWS_OF_A_USER - 1);
  const times = { createdAt: now, expiresAt: after(now, FLOW_LIFE_MS) };
  await stores.flows.add({ ...proved, ...times, keyHash: flowKeyHash(handle) });
  return handle;
}

/** The stored form of a handle. */
export function flowKeyHash(handle: string): string {
  return hashSecret('flow', handle);
}

/** The refusal for a flow that is unknown, passed, over or revoked: whoever sent it begins anew. */
export function flowEnded(): AccountsError {
  return new AccountsError({ code: 'not-authenticated' });
}

/** The tries of a user at one stage, whatever flow they belong to. */
export function stageAttempt(
  { limits }: Dependencies['settings'],
  { stage, userId }: { readonly stage: PendingStage; readonly userId: number },
): Attempt {
  return { ...stageTries(stage, userId), limit: limits.passwordPerUser };
}

export interface TryStage {
  /** The handle. */
  readonly flow: string;
  readonly stage: PendingStage;
  readonly visitor: Visitor;
}

/**
 * Counts a try at a stage, before what was sent for it is looked at: five for a flow, and for the user as many as at a password.
 * Answers whose flow it is, for whoever serves the stage to look at what was sent.
 *
 * @throws AccountsError `not-authenticated` where the flow is over, or another stage is next; `throttled`
 */
export async function tryStage(
  deps: Pick<Dependencies, 'flows' | 'users' | 'limits' | 'audit' | 'clock' | 'settings'>,
  { flow: handle, stage, visitor }: TryStage,
): Promise<{ readonly user: User }> {
  const now = deps.clock.now();
  const keyHash = flowKeyHash(handle);
  const flow = await deps.flows.find(keyHash, now);
  const user = flow === null ? null : await deps.users.findById(flow.userId);
  if (flow === null || user === null || !user.isActive) throw flowEnded();
  if (user.securityVersion !== flow.securityVersion) throw flowEnded();
  if (nextStage(deps.settings, { user, proofs: flow.proofs })?.name !== stage) throw flowEnded();
  const who = { visitor, userId: user.id };
  await takeAttempt(deps, { ...stageAttempt(deps.settings, { stage, userId: user.id }), who });
  if (!(await deps.flows.countTry(keyHash, { now, most: MOST_TRIES }))) throw flowEnded();
  return { user };
}

/** Ends a log-in on its way; nothing of it is left. Ending what is over is fine. */
export async function endFlow(
  deps: Pick<Dependencies, 'flows' | 'clock'>,
  { flow }: { readonly flow: string },
): Promise<void> {
  await deps.flows.take(flowKeyHash(flow), deps.clock.now());
}
