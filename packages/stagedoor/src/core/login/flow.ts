import { after, minutes } from '../kernel/clock.ts';
import { AccountsError } from '../kernel/errors.ts';
import { hashSecret, randomLinkKey } from '../kernel/secret-value.ts';
import type { PendingStage } from '../kernel/stage.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { stageTries } from '../limit/counters.ts';
import { takeUserAttempt } from '../limit/take-user-attempt.ts';
import { nextStage } from '../session/stage.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { AskedFor, StoredFlow } from './flow-store.ts';

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
  return new AccountsError({ code: 'flow-ended' });
}

/**
 * A log-in on its way, by its handle, and whose it is.
 *
 * @throws AccountsError `flow-ended`
 */
export async function openFlow(
  { flows, users, clock }: Pick<Dependencies, 'flows' | 'users' | 'clock'>,
  handle: string,
): Promise<{ readonly flow: StoredFlow; readonly user: User }> {
  const flow = await flows.find(flowKeyHash(handle), clock.now());
  const user = flow === null ? null : await users.findById(flow.userId);
  if (flow === null || user === null) throw flowEnded();
  return { flow, user };
}

export interface TryStage {
  /** The handle. */
  readonly flow: string;
  readonly stage: PendingStage;
  readonly visitor: Visitor;
}

/** A log-in that waits at a stage, for whoever serves it. */
export interface WaitingLogIn {
  /** Names it among others, for what is kept of it while it waits; nobody goes on by it. */
  readonly id: string;
  readonly user: User;
  /** What it was begun for. */
  readonly asked: AskedFor;
}

/** With all stores: a stage may ask its own. */
type FlowDependencies = Stores & Pick<Dependencies, 'stages' | 'clock' | 'settings'>;

/**
 * The log-in that waits at a stage, by its handle. Counts no try: for what comes before one, such as a code that is sent.
 *
 * @throws AccountsError `flow-ended`; `not-authenticated` where another stage is next
 */
export async function findFlow(
  deps: FlowDependencies,
  { flow: handle, stage }: Pick<TryStage, 'flow' | 'stage'>,
): Promise<WaitingLogIn> {
  const { flow, user } = await openFlow(deps, handle);
  const { keyHash: id, securityVersion, proofs, asked } = flow;
  if (!user.isActive || user.securityVersion !== securityVersion) throw flowEnded();
  const next = await nextStage(deps, deps, { user, proofs });
  if (next?.name !== stage) throw new AccountsError({ code: 'not-authenticated' });
  return { id, user, asked };
}

/**
 * Counts a try at a stage, before what was sent for it is looked at: five for a flow, and for the user as many as at a password.
 * Answers whose flow it is, for whoever serves the stage to look at what was sent.
 *
 * @throws AccountsError as `findFlow` does; `throttled`
 */
export async function tryStage(
  deps: FlowDependencies,
  { flow: handle, stage, visitor }: TryStage,
): Promise<WaitingLogIn> {
  const waiting = await findFlow(deps, { flow: handle, stage });
  const userId = waiting.user.id;
  await takeUserAttempt(deps, stageTries(stage, userId), { visitor, userId });
  const now = deps.clock.now();
  if (!(await deps.flows.countTry(waiting.id, { now, most: MOST_TRIES }))) throw flowEnded();
  return waiting;
}

/** Ends a log-in on its way; nothing of it is left. Ending what is over is fine. */
export async function endFlow(
  deps: Pick<Dependencies, 'flows' | 'clock'>,
  { flow }: { readonly flow: string },
): Promise<void> {
  await deps.flows.take(flowKeyHash(flow), deps.clock.now());
}
