import { securityEvent } from '../../audit/security-event.ts';
import { AccountsError } from '../../kernel/errors.ts';
import type { JsonObject } from '../../kernel/json-value.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { takeAttempt } from '../../limit/attempts.ts';
import { limitKey, ofSource } from '../../limit/counters.ts';
import { askBeforeLogIn } from '../../login/ask-before-log-in.ts';
import { type GateDependencies, type GateOutcome, type GateRequest, passGate } from '../../login/gate.ts';
import { wrongCredentials } from '../../login/judge.ts';
import { type LogInOutcome, logInOutcomeOf } from '../../login/log-in.ts';
import { browserSession } from '../../login/session-request.ts';
import {
  beginCeremony,
  type CeremonyScope,
  type OpenCeremony,
  openCeremony,
  type PasskeyCeremony,
  useCeremony,
} from '../../passkey/ceremony.ts';
import {
  notePasskeyUse,
  passkeyWrong,
  provedPasskey,
  type ReadAssertion,
  readAssertion,
} from '../../passkey/read-assertion.ts';
import { PASSKEY_BACKEND } from '../../session/is-still-trusted.ts';
import type { SessionRef } from '../../session/log-out-session.ts';
import type { Dependencies } from '../dependencies.ts';

const METHOD = 'passkey';
const SCOPE: CeremonyScope = { purpose: 'log-in', within: '' };

/**
 * Begins a log-in by whatever passkey somebody has for this site. Nobody is named yet, so it says nothing of anybody, and writes
 * nothing.
 */
export async function beginPasskeyLogIn(
  deps: Pick<Dependencies, 'webAuthn' | 'signer' | 'clock'>,
): Promise<PasskeyCeremony> {
  const { handle, challenge } = beginCeremony(deps, SCOPE);
  const options = await deps.webAuthn.requestOptions({ challenge, allowed: [], mustVerifyUser: true });
  return { handle, options };
}

export interface LogInByPasskey {
  /** The handle that `beginPasskeyLogIn` answered. */
  readonly ceremony: string;
  /** What the browser answered, as `PublicKeyCredential.toJSON()` has it. */
  readonly credential: JsonObject;
  /** As at a log-in by password. */
  readonly rememberMe: boolean | null;
  readonly sessionKey: string | null;
  /** As the gate takes it. */
  readonly tokenSessions?: readonly SessionRef[];
  readonly visitor: Visitor;
}

type LogInByPasskeyDependencies = GateDependencies &
  Pick<
    Dependencies,
    | 'transact'
    | 'passkeys'
    | 'users'
    | 'limits'
    | 'audit'
    | 'hooks'
    | 'webAuthn'
    | 'signer'
    | 'clock'
    | 'settings'
  >;

/**
 * Logs in by a passkey alone, through the gate: one that was made for it, and whose authenticator has made sure who is there, which is
 * two factors. A try counts at its source.
 *
 * @throws AccountsError `throttled`; `invalid-input` (`ceremony`, `credential`); `invalid-credentials` for who may not enter;
 *   `stage-required` where more of who it is must be proved
 */
export async function logInByPasskey(
  deps: LogInByPasskeyDependencies,
  input: LogInByPasskey,
): Promise<LogInOutcome> {
  const { visitor } = input;
  const source = ofSource('log-in-source', visitor);
  const limit = deps.settings.limits.logInPerSource;
  await takeAttempt(deps, { ...source, limit, who: { visitor, userId: null } });
  const outcome = await letIn(deps, input, openCeremony(deps, SCOPE, input.ceremony));
  if (outcome.outcome !== 'passed') throw new AccountsError(outcome.refusal);
  await deps.limits.giveBack(limitKey(source));
  return logInOutcomeOf(outcome);
}

async function letIn(
  deps: LogInByPasskeyDependencies,
  input: LogInByPasskey,
  ceremony: OpenCeremony,
): Promise<GateOutcome<null>> {
  const { visitor } = input;
  const failed = async (userId: number | null, refusal: string) => {
    const detail = { method: METHOD, refusal };
    await deps.audit.append(
      securityEvent('log-in', { userId, visitor, now: deps.clock.now(), success: false, detail }),
    );
  };
  let userId: number | null = null;
  try {
    const read = await readAssertion(deps, ceremony, input.credential);
    ({ userId } = read.passkey);
    if (!standsAlone(read)) throw passkeyWrong();
    const outcome = await enter(deps, { input, ceremony, read });
    if (outcome.outcome === 'refused') await failed(userId, outcome.refusal.code);
    return outcome;
  } catch (error) {
    if (error instanceof AccountsError) await failed(userId, 'passkey');
    throw error;
  }
}

/** Whoever made it to be shown beside a password is asked for the password, whatever it can do. */
function standsAlone({ passkey, assertion }: ReadAssertion): boolean {
  return passkey.kind === 'passwordless' && assertion.isUserVerified;
}

interface Entering {
  readonly input: LogInByPasskey;
  readonly ceremony: OpenCeremony;
  readonly read: ReadAssertion;
}

async function enter(
  deps: LogInByPasskeyDependencies,
  { input, ceremony, read }: Entering,
): Promise<GateOutcome<null>> {
  const { visitor, rememberMe, sessionKey, tokenSessions } = input;
  const user = await deps.users.findById(read.passkey.userId);
  // By now another system may look after them: it says whether they come in.
  if (user === null || user.managedBy !== null) return wrongCredentials;
  const refused = await askBeforeLogIn(deps, { user, method: METHOD, visitor });
  const now = deps.clock.now();
  const { id: userId, securityVersion } = user;
  const methods = [{ ...provedPasskey(read.assertion), at: now }];
  const proof = { userId, method: METHOD, backend: PASSKEY_BACKEND, methods, securityVersion };
  const sessionRequest = browserSession(rememberMe);
  const request: GateRequest<null> = { proof, sessionKey, tokenSessions, visitor, sessionRequest };
  return await deps.transact(async (stores) => {
    await useCeremony(stores, ceremony);
    await notePasskeyUse(stores, read, now);
    const outcome = refused ?? (await passGate(stores, deps, request));
    if (outcome.outcome === 'halted') {
      const detail = { method: METHOD, stage: outcome.refusal.stage };
      await stores.audit.append(securityEvent('log-in-wait', { userId, visitor, now, detail }));
    }
    return outcome;
  });
}
