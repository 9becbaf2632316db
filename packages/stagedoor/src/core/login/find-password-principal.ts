import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { authenticationOf, provedPassword } from '../session/authentication.ts';
import { pendingStageOf } from '../session/pending-stage.ts';
import type { Principal } from '../session/session.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { admit, requireTokensAllowed } from './gate.ts';
import {
  atFailureFloor,
  NOTICED_FAILURES,
  notePassed,
  type PasswordProof,
  type ProveDependencies,
  type ProvedPassword,
  passOrFail,
  provePassword,
} from './prove-password.ts';

const MOST_EVENTS = 200;

type FindDependencies = ProveDependencies & Pick<Dependencies, 'groups'>;

/**
 * Who a name and a password log in for a single request, as HTTP's Basic scheme sends them. Limits, chain,
 * floor and the gate's rules are those of a log-in; nothing is opened that outlives the request, and nothing that asks
 * for a recent proof is open to it. Each call costs a hash and a few writes.
 *
 * @throws AccountsError `invalid-credentials`, `stage-required`, `throttled`, `busy`
 */
export function findPasswordPrincipal(deps: FindDependencies, input: PasswordProof): Promise<Principal> {
  return atFailureFloor(deps, async () => {
    const proved = await provePassword(deps, input);
    const { visitor } = input;
    const user = await passOrFail(deps, { visitor, proved }, () => admitOnce(deps, { visitor, proved }));
    return {
      user,
      groups: await deps.groups.groupsOfUser(user.id),
      permissions: await deps.groups.directPermissionsOfUser(user.id),
      authentication: authenticationOf({
        methods: [provedPassword(deps.clock.now())],
        authenticatedAt: null,
      }),
      session: null,
      sessionKeyHash: null,
    };
  });
}

function admitOnce(
  deps: FindDependencies,
  { visitor, proved }: { readonly visitor: Visitor; readonly proved: ProvedPassword },
): Promise<User> {
  const { backend, user: known } = proved;
  const { id: userId, securityVersion } = known;
  return deps.transact(async (stores) => {
    const proof = { userId, securityVersion };
    const user = await admit(stores, proof, deps.settings);
    if (user === null) throw new AccountsError({ code: 'invalid-credentials' });
    requireTokensAllowed(user, deps.settings);
    const stage = pendingStageOf(user);
    if (stage !== null) throw new AccountsError({ code: 'stage-required', stage });
    const now = deps.clock.now();
    const failures = await countFailures(stores, proved);
    await notePassed(stores, proved, { user, visitor, now, failures });
    // A good password leaves no row, or there would be one for each request; but it ends the row of failures.
    if (failures >= NOTICED_FAILURES) {
      const detail = { method: 'basic', backend };
      await stores.audit.append(securityEvent('log-in', { userId, visitor, now, detail }));
    }
    return user;
  });
}

/** Requests that run at once count each other before they succeed, so who was guessing is asked of the audit log. */
async function countFailures(
  { audit }: Pick<Stores, 'audit'>,
  { user, attempt }: ProvedPassword,
): Promise<number> {
  if (attempt.failuresBefore < NOTICED_FAILURES) return 0;
  const events = await audit.listOfUser(user.id, { limit: MOST_EVENTS });
  const logIns = events.filter(({ action }) => action === 'log-in');
  const lastGood = logIns.findIndex(({ success }) => success);
  return lastGood < 0 ? logIns.length : lastGood;
}
