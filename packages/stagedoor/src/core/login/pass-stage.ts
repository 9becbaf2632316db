import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { PendingStage } from '../kernel/stage.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { failedLogIns, limitKey, ofSource, stageTries } from '../limit/counters.ts';
import { type AuthenticationMethod, withProof } from '../session/authentication.ts';
import type { SessionRef } from '../session/log-out-session.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { flowEnded, flowKeyHash } from './flow.ts';
import type { StoredFlow } from './flow-store.ts';
import { type GateDependencies, type GateOutcome, type GateRequest, type Passed, passGate } from './gate.ts';
import type { Refused } from './judge.ts';
import type { SessionRequest } from './session-request.ts';

export interface PassStage {
  /** The handle of the flow. */
  readonly flow: string;
  readonly stage: PendingStage;
  /** What was proved just now, as whoever serves the stage has seen. */
  readonly proved: Omit<AuthenticationMethod, 'at'>;
  /** The browser's session, which ends as at any log-in. */
  readonly sessionKey: string | null;
  readonly tokenSessions?: readonly SessionRef[] | undefined;
  readonly visitor: Visitor;
}

/** With what the site says against letting them in by now; null for nothing. */
export type JudgedPass = PassStage & { readonly refused: Refused | null };

export type PassStageDependencies = GateDependencies & Pick<Dependencies, 'transact'>;

/**
 * Goes on with a log-in whose stage is passed, through the gate: it opens what the log-in was for, or leads to the stage after
 * it. A handle is good for one step; the next one has its own.
 *
 * @throws AccountsError `flow-ended`, `stage-required` with the next handle, and what the gate
 *   refuses
 */
export async function passStage<Opened>(
  deps: PassStageDependencies,
  input: JudgedPass,
  sessionRequest: SessionRequest<Opened>,
): Promise<Passed<Opened>> {
  const outcome = await deps.transact((stores) => goOn(stores, deps, { input, sessionRequest }));
  if (outcome.outcome === 'passed') return outcome;
  throw new AccountsError(outcome.refusal);
}

async function goOn<Opened>(
  stores: Stores,
  deps: GateDependencies,
  { input, sessionRequest }: { readonly input: JudgedPass; readonly sessionRequest: SessionRequest<Opened> },
): Promise<GateOutcome<Opened>> {
  const now = deps.clock.now();
  const flow = await takeFlow(stores, flowKeyHash(input.flow), now);
  // Whoever passes a stage is not guessing at it.
  await stores.limits.clear([limitKey(stageTries(input.stage, flow.userId))]);
  const request = gateRequestOf(flow, { input, sessionRequest, now });
  const outcome: GateOutcome<Opened> = input.refused ?? (await passGate(stores, deps, request));
  // The log-in was counted at its source when it began.
  const source = limitKey(ofSource('log-in-source', input.visitor));
  if (outcome.outcome === 'passed') {
    await stores.limits.giveBack(source);
    await stores.limits.clear([limitKey(failedLogIns(flow.userId))]);
  }
  if (outcome.outcome === 'refused') {
    const detail = { method: input.proved.method, backend: flow.backend };
    const { userId } = flow;
    const facts = { userId, visitor: input.visitor, now, success: false, detail };
    await stores.audit.append(securityEvent('log-in', facts));
  }
  return outcome;
}

/** The user is held before the flow, as where a log-in begins one: then nobody waits in a ring. */
async function takeFlow(
  { users, flows }: Pick<Stores, 'users' | 'flows'>,
  keyHash: string,
  now: Date,
): Promise<StoredFlow> {
  const found = await flows.find(keyHash, now);
  const user = found === null ? null : await users.lockById(found.userId);
  const flow = user === null ? null : await flows.take(keyHash, now);
  if (flow === null) throw flowEnded();
  return flow;
}

function gateRequestOf<Opened>(
  flow: StoredFlow,
  {
    input,
    sessionRequest,
    now,
  }: { readonly input: PassStage; readonly sessionRequest: SessionRequest<Opened>; readonly now: Date },
): GateRequest<Opened> {
  const { userId, backend, securityVersion, proofs } = flow;
  const { sessionKey, tokenSessions, visitor } = input;
  const methods = withProof(proofs, { ...input.proved, at: now });
  const [first] = proofs;
  const notes = { stage_passed: input.stage };
  const proof = { userId, method: first?.method ?? backend, backend, methods, securityVersion, notes };
  return { proof, sessionKey, tokenSessions, visitor, sessionRequest };
}
