import type { Device } from '../activity/device-store.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { type Attempt, admitAttempt, refuseBlocked, throttled } from '../limit/attempts.ts';
import { FAILURES_IN_A_ROW, failuresInARowKey, limitKey, ofSource } from '../limit/counters.ts';
import { canonicalIdentifier, findByIdentifier } from '../user/find-by-identifier.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { PASSWORD_BACKEND } from './password-backend.ts';
import { hashDevice } from './recognise-device.ts';

/** No more wrong passwords than this are looked at between two good ones (NIST SP 800-63B, section 3.2.2). */
const MOST_FAILURES_IN_A_ROW = 100;

// The failures in a row of an account are kept for as long as the account; those of a name that nobody has, a day.
const NEVER_STALE = new Date('9999-12-31T00:00:00.000Z');

/** A log-in that is counted already, before anybody looked at its password. */
export interface LogInAttempt {
  /** Whom the typed name means, if anybody. */
  readonly user: User | null;
  /** How many failures came before it since the last good log-in. */
  readonly failuresBefore: number;
  /** The counters that let nothing more through after it. */
  readonly locks: readonly string[];
  /** `reached`: its password is the last that is looked at. `held`: even the right one is refused. */
  readonly hold: 'none' | 'reached' | 'held';
  /** What a good log-in takes back of it. */
  readonly counted: {
    readonly source: { readonly key: string; readonly unblock: boolean };
    readonly account: { readonly key: string; readonly unblock: boolean };
    /** The failures in a row: a known browser's are not counted there. */
    readonly row: { readonly key: string; readonly isCounted: boolean };
  };
}

/**
 * Counts a log-in, if there is room to look at its password. A source that waits out its limit is told so first, with no
 * write and no place in the line: whatever it sends, it takes nothing from others. Where the line is full nothing is
 * counted either. Such an attempt tests no password, and whether it is refused depends on nothing that it says.
 *
 * @throws AccountsError `throttled`, `busy`
 */
export async function takeLogInAttempt(
  deps: AttemptDependencies & Pick<Dependencies, 'limits' | 'passwordHasher' | 'authenticationBackends'>,
  input: Attempted,
): Promise<LogInAttempt> {
  await refuseBlocked(deps, ofSource('log-in-source', input.visitor));
  const hashes = deps.authenticationBackends.some(({ name }) => name === PASSWORD_BACKEND);
  const count = (): Promise<LogInAttempt> => countLogInAttempt(deps, input);
  return hashes ? deps.passwordHasher.withPlace(count) : count();
}

type AttemptDependencies = Pick<Dependencies, 'transact' | 'users' | 'devices' | 'clock' | 'settings'>;

interface Attempted {
  readonly identifier: string;
  readonly visitor: Visitor;
}

/**
 * Counts a log-in by its source, by the name as typed or the known browser, and by the account's failures in a row, in
 * one transaction and with the same writes whether the account exists or not.
 *
 * @throws AccountsError `throttled`; what was counted until then stays counted.
 */
async function countLogInAttempt(deps: AttemptDependencies, input: Attempted): Promise<LogInAttempt> {
  const user = await findByIdentifier(deps, input.identifier);
  const { source, account, row } = await chooseCounters(deps, input, user);
  // A refusal is answered and not thrown inside, where throwing would take back what it counted.
  const taken = await deps.transact(async (stores) => {
    const within = { ...stores, clock: deps.clock };
    const bySource = await admitAttempt(within, source);
    if (!bySource.admitted) return bySource;
    const byAccount = await admitAttempt(within, account);
    if (!byAccount.admitted) return byAccount;
    const inARow = row.isCounted ? await stores.limits.countInARow(row.key, row.startedAt) : 0;
    return { admitted: true, fromSource: bySource.attempts, attempts: byAccount.attempts, inARow } as const;
  });
  if (!taken.admitted) throw throttled(taken);
  const { fromSource, attempts, inARow } = taken;
  const isLastOf = (counter: Attempt, count: number) => count >= counter.limit.attempts;
  return {
    user,
    failuresBefore: (row.isCounted ? inARow : attempts) - 1,
    locks: [
      ...(isLastOf(account, attempts) ? [account.name] : []),
      ...(isLastOf(source, fromSource) ? [source.name] : []),
      ...(inARow === MOST_FAILURES_IN_A_ROW ? [FAILURES_IN_A_ROW] : []),
    ],
    hold: inARow > MOST_FAILURES_IN_A_ROW ? 'held' : inARow === MOST_FAILURES_IN_A_ROW ? 'reached' : 'none',
    counted: {
      source: { key: limitKey(source), unblock: isLastOf(source, fromSource) },
      account: { key: limitKey(account), unblock: isLastOf(account, attempts) },
      row,
    },
  };
}

/** Takes a good log-in back, in its own transaction. Others' failures from the same source stay counted. */
export async function clearLogInFailures(
  stores: Pick<Stores, 'limits'>,
  attempt: LogInAttempt,
): Promise<void> {
  await stores.limits.forgive(attempt.counted.source, accountKeysOf(attempt));
}

/** What is counted of the account and not of the source. */
export function accountKeysOf({ counted }: LogInAttempt): readonly string[] {
  return [counted.account.key, counted.row.key];
}

/** As if it had never been: its password was right, and nobody could say whether that lets in. In the order of counting. */
export async function takeBackAttempt(stores: Pick<Stores, 'limits'>, attempt: LogInAttempt): Promise<void> {
  const { source, account } = attempt.counted;
  await stores.limits.giveBack(source.key, source);
  await stores.limits.giveBack(account.key, account);
  await takeOutOfRow(stores, attempt);
}

/** A right password that is refused for other reasons counts as an attempt, but is no wrong one: it leads to no hold. */
export async function takeOutOfRow(
  stores: Pick<Stores, 'limits'>,
  attempt: LogInAttempt,
): Promise<LogInAttempt> {
  const { row } = attempt.counted;
  if (row.isCounted) await stores.limits.giveBack(row.key);
  const locks = attempt.locks.filter((counter) => counter !== FAILURES_IN_A_ROW);
  return { ...attempt, locks, hold: 'none' };
}

async function chooseCounters(
  deps: Pick<Dependencies, 'devices' | 'clock' | 'settings'>,
  input: Attempted,
  user: User | null,
) {
  const { logInPerSource, logInPerAccount, logInPerDevice } = deps.settings.limits;
  const identifier = canonicalIdentifier(input.identifier);
  const source = { ...ofSource('log-in-source', input.visitor), limit: logInPerSource };
  const device = await findKnownDevice(deps, user, input.visitor);
  const row = user
    ? { key: failuresInARowKey(user.id), startedAt: NEVER_STALE, isCounted: device === null }
    : {
        key: limitKey({ name: 'log-in-nobody', of: identifier }),
        startedAt: deps.clock.now(),
        isCounted: true,
      };
  const account = device
    ? { name: 'log-in-device' as const, of: String(device.id), limit: logInPerDevice }
    : { name: 'log-in-account' as const, of: identifier, limit: logInPerAccount };
  return { source, account, row };
}

/** A device the user logged in from before is counted by itself, so that strangers cannot lock its owner out. */
export async function findKnownDevice(
  deps: Pick<Dependencies, 'devices'>,
  user: Pick<User, 'id'> | null,
  { deviceKey }: Visitor,
): Promise<Device | null> {
  return deviceKey === null ? null : await deps.devices.find(user?.id ?? 0, hashDevice(deviceKey));
}
