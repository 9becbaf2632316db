import { securityEvent } from '../audit/security-event.ts';
import type { PendingStage } from '../kernel/stage.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { authenticationOf, provedPassword } from '../session/authentication.ts';
import type { Principal } from '../session/session.ts';
import { withRights } from '../session/with-rights.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { type Admitted, judge, type Refused, refused, wrongCredentials } from './judge.ts';
import {
  type LogInDependencies,
  type LookedAt,
  lookAtPassword,
  orTakenBack,
  type PasswordProof,
  refuseLogIn,
} from './log-in.ts';
import { NOTICED_FAILURES, noteFailure, noteSuccess } from './note-log-in.ts';

const MOST_EVENTS = 200;

type FindDependencies = LogInDependencies & Pick<Dependencies, 'groups'>;

/**
 * Who a name and a password log in for a single request, as HTTP's Basic scheme sends them. Limits, chain,
 * floor and the gate's rules are those of a log-in; nothing is opened that outlives the request, and nothing that asks
 * for a recent proof is open to it. Each call costs a hash and a few writes.
 *
 * @throws AccountsError `invalid-credentials`, `stage-required`, `throttled`, `busy`
 */
export async function findPasswordPrincipal(
  deps: FindDependencies,
  input: PasswordProof,
): Promise<Principal> {
  const startedAt = deps.clock.now();
  const lookedAt = await lookAtPassword(deps, input, 'basic');
  const { visitor } = input;
  const outcome = await orTakenBack(deps, lookedAt, () =>
    deps.transact((stores) => admitOnce(stores, deps, { ...lookedAt, visitor })),
  );
  if (outcome.outcome === 'refused') return await refuseLogIn(deps, startedAt, outcome);
  const { user } = outcome;
  const rights = await deps.groups.rightsOfUser(user.id);
  return {
    ...withRights(user, rights, null),
    credentialKind: 'password',
    authentication: authenticationOf({ methods: [provedPassword(deps.clock.now())], authenticatedAt: null }),
    session: null,
    sessionKeyHash: null,
  };
}

async function admitOnce(
  stores: Stores,
  deps: FindDependencies,
  { attempt, proved, refused, visitor }: LookedAt & { readonly visitor: Visitor },
): Promise<Admitted | Refused> {
  const noted = { attempt, proved, visitor, now: deps.clock.now() };
  if (proved.user === null || refused !== null) {
    const turnedAway = refused ?? wrongCredentials;
    await noteFailure(stores, { ...noted, refused: turnedAway });
    return turnedAway;
  }
  const { backend, user: known } = proved;
  const { id: userId, securityVersion } = known;
  const proof = { userId, securityVersion, methods: [provedPassword(noted.now)] };
  const judged = await judge(stores, deps, { proof, sessionRequest: 'request' });
  if (judged.outcome !== 'admitted') {
    const turnedAway = judged.outcome === 'refused' ? judged : stageRequired(judged.stage.name);
    const failures = await countFailures(stores, { user: known, attempt });
    await noteFailure(stores, { ...noted, refused: turnedAway, failures });
    return turnedAway;
  }
  const { user } = judged;
  const failures = await countFailures(stores, { user, attempt });
  await noteSuccess(stores, { ...noted, user, failures });
  // A good password leaves no row, or there would be one for each request; but it ends the row of failures.
  if (failures >= NOTICED_FAILURES) {
    const detail = { method: 'basic', backend };
    await stores.audit.append(securityEvent('log-in', { userId, visitor, now: noted.now, detail }));
  }
  return judged;
}

/** A request is over before anything could be done about it: no flow is begun. */
function stageRequired(stage: PendingStage): Refused {
  return refused({ code: 'stage-required', stage });
}

/** Requests that run at once count each other before they succeed, so who was guessing is asked of the audit log. */
async function countFailures(
  { audit }: Pick<Stores, 'audit'>,
  { user, attempt }: Pick<LookedAt, 'attempt'> & { readonly user: User },
): Promise<number> {
  if (attempt.failuresBefore < NOTICED_FAILURES) return 0;
  const events = await audit.listOfUser(user.id, { limit: MOST_EVENTS });
  const logIns = events.filter(({ action }) => action === 'log-in' || action === 'log-in-wait');
  // Right is the password that a stage alone stood against, too.
  const lastGood = logIns.findIndex(({ success, detail }) => success || detail.stage !== undefined);
  return lastGood < 0 ? logIns.length : lastGood;
}
