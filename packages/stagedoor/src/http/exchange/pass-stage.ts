import type { Continued } from '../../core/account/log-in/continue-log-in.ts';
import { AccountsError, fieldRefusal } from '../../core/kernel/errors.ts';
import type { PendingStage } from '../../core/kernel/stage.ts';
import type { AskedFor } from '../../core/login/flow-store.ts';
import { requireAtStage } from '../../core/login/pass-session-stage.ts';
import type { AuthenticationMethod, Factor } from '../../core/session/authentication.ts';
import type { Principal } from '../../core/session/session.ts';
import type { User } from '../../core/user/user.ts';
import type { Exchange } from './exchange.ts';

const STAGE_WRONG = fieldRefusal('non_field_errors', 'stage_wrong');

/** Somebody whom a stage is before, on the way in or in a session that waits. */
export interface StageHolder {
  readonly user: User;
  /** Names this log-in or session among others, for what is kept of it while it waits; nobody goes on by it. */
  readonly id: string;
  /** What is opened once every stage is passed; a session that waits is open already. */
  readonly opens: AskedFor['kind'];
}

/** How a stage is passed. */
export interface StagePass {
  /** Its whole name: `terms.accept`. */
  readonly stage: PendingStage;
  /** What it proves of who it is, for the level of what is opened; nothing for what is only to be done. */
  readonly factors: readonly Factor[];
  /**
   * Whether what was sent passes it, asked once the try is counted. True and nothing else does; a refusal that is thrown is told
   * instead of ours.
   */
  isRight(holder: StageHolder): boolean | Promise<boolean>;
}

/** What passes a stage of ours before entry in more ways than one. */
export interface MethodPass extends Pick<StagePass, 'stage'> {
  /** By which of them what was sent passes it, asked once the try is counted; null where it is not right. */
  provedBy(holder: StageHolder): Promise<Proved | null>;
  /** What is said where it is not right. */
  readonly refusal: AccountsError;
  /** The handle, where it came elsewhere than handles do. */
  readonly flow?: string | undefined;
}

type Proved = Omit<AuthenticationMethod, 'at'>;

/**
 * Who is at this stage, for what comes before a try: a page to fill in, a code that is sent.
 *
 * @throws AccountsError `not-authenticated` where nobody is, `stage-not-pending` for who is logged in and has nothing to pass there,
 *   `flow-ended` where their log-in is over
 */
export async function findAtStage(exchange: Exchange, stage: PendingStage): Promise<StageHolder> {
  if (timeOf(exchange, stage) === 'use') {
    return holderOf(await exchange.requirePrincipal(), stage);
  }
  const { user, id, asked } = await exchange.context.useCases.login.findFlow({
    flow: requireFlow(exchange),
    stage,
  });
  return { user, id, opens: asked.kind };
}

/**
 * Counts a try, looks at what was sent, and goes on: to what the log-in was for, or by `stage-required` to the stage after it.
 *
 * @throws AccountsError `not-authenticated` where nobody is at the stage, `stage-not-pending` for who has nothing to pass there, `flow-ended` where their log-in is over, `throttled`, `invalid-input` where it is not right,
 *   `stage-required`, and what the gate refuses
 */
export async function passStage(exchange: Exchange, given: StagePass): Promise<Continued> {
  const isBeforeUse = timeOf(exchange, given.stage) === 'use';
  return isBeforeUse ? await passInSession(exchange, given) : await passOnTheWay(exchange, asMethod(given));
}

/**
 * The same where what was sent may be one thing or another, and the session is to say which.
 *
 * @throws AccountsError as `passStage` does
 */
export async function passOnTheWay(exchange: Exchange, given: MethodPass): Promise<Continued> {
  const { stage } = given;
  const { visitor, context } = exchange;
  const flow = given.flow ?? requireFlow(exchange);
  const { user, id, asked } = await context.useCases.login.tryStage({ flow, stage, visitor });
  const proved = await requireProved(exchange, given, { user, id, opens: asked.kind });
  const replaced = await exchange.findReplacedSessions();
  const continued = await context.useCases.login.continue({ flow, stage, proved, ...replaced, visitor });
  exchange.flow.forget();
  return continued;
}

/** A stage that is proved in one way is proved under its own name. */
function asMethod(given: StagePass): MethodPass {
  const { stage, factors } = given;
  return {
    stage,
    provedBy: async (holder) => ((await given.isRight(holder)) === true ? { method: stage, factors } : null),
    refusal: STAGE_WRONG,
  };
}

async function passInSession(exchange: Exchange, given: StagePass): Promise<Continued> {
  const { stage, factors } = given;
  const { visitor, context } = exchange;
  const principal = await exchange.requirePrincipal();
  await context.useCases.login.trySessionStage({ principal, stage, visitor });
  await requireProved(exchange, asMethod(given), holderOf(principal, stage));
  const passed = await context.useCases.login.passSessionStage({ principal, stage, factors, visitor });
  return { kind: 'session', ...passed };
}

function holderOf(principal: Principal, stage: PendingStage): StageHolder {
  const { id } = requireAtStage(principal, stage);
  return { user: principal.user, id: String(id), opens: 'session' };
}

async function requireProved(exchange: Exchange, given: MethodPass, holder: StageHolder): Promise<Proved> {
  const proved = await provedOrRefused(given, holder);
  if (!(proved instanceof AccountsError)) return proved;
  const { visitor, context } = exchange;
  await context.useCases.login.failStage({ user: holder.user, stage: given.stage, visitor });
  throw proved;
}

/** What was proved, or what is said against what was sent. */
async function provedOrRefused(given: MethodPass, holder: StageHolder): Promise<Proved | AccountsError> {
  try {
    return (await given.provedBy(holder)) ?? given.refusal;
  } catch (error) {
    if (error instanceof AccountsError) return error;
    throw error;
  }
}

function requireFlow(exchange: Exchange): string {
  const { sent } = exchange.flow;
  if (sent === null) throw new AccountsError({ code: 'not-authenticated' });
  return sent;
}

function timeOf({ context }: Exchange, stage: PendingStage) {
  return context.stages.stages.find(({ name }) => name === stage)?.before;
}
