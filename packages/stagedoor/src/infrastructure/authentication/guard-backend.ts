import { after, type Clock, seconds } from '../../core/kernel/clock.ts';
import type {
  AuthenticationBackend,
  BackendAnswer,
  OutsidePolicy,
} from '../../core/user/authentication-backend.ts';
import { describeFailure, OutsideProblem } from './outside-problem.ts';

/** A system outside that knows people by name and password. It throws where it cannot be asked. */
export interface OutsideSystem {
  readonly name: string;
  readonly outside: OutsidePolicy;
  /** Lets go of everything when the signal fires. */
  ask(credentials: Credentials, signal: AbortSignal): Promise<BackendAnswer>;
}

export interface Credentials {
  readonly identifier: string;
  readonly password: string;
}

export interface Guards {
  /** For the whole of one question, the connection and the last byte included. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Told why the system could not be asked. */
  readonly onProblem: (problem: { readonly backend: string; readonly reason: string }) => void;
}

const MOST_AT_ONCE = 32;
const SILENCES_BEFORE_REST = 3;
const REST_MS = seconds(15);

/**
 * Stands between the chain and an outside system: one time-out, a bound on questions at once, and a rest after three
 * silences in a row, so that a dead system does not cost every log-in its time-out. After the rest one log-in tries.
 */
export function guardBackend(
  system: OutsideSystem,
  { timeoutMs, clock, onProblem }: Guards,
): AuthenticationBackend {
  let running = 0;
  let silences = 0;
  let restsUntil: Date | null = null;

  const isResting = (): boolean => {
    if (restsUntil === null) return false;
    if (clock.now() < restsUntil) return true;
    // This one tries; the others wait for what it finds.
    restsUntil = after(clock.now(), REST_MS);
    return false;
  };
  const note = (problem: OutsideProblem | null): void => {
    silences = problem?.isSilence ? silences + 1 : 0;
    restsUntil = silences >= SILENCES_BEFORE_REST ? after(clock.now(), REST_MS) : null;
    const rest = restsUntil === null ? '' : `; not asked again for ${REST_MS / 1_000} s`;
    if (problem) onProblem({ backend: system.name, reason: `${problem.message}${rest}` });
  };
  const authenticate = async (credentials: Credentials): Promise<BackendAnswer> => {
    if (isResting()) return { outcome: 'unavailable' };
    if (running >= MOST_AT_ONCE) {
      onProblem({ backend: system.name, reason: `${MOST_AT_ONCE} questions run already` });
      return { outcome: 'unavailable' };
    }
    running += 1;
    try {
      const answer = await within(timeoutMs, (signal) => system.ask(credentials, signal));
      note(null);
      return answer;
    } catch (error) {
      note(describeFailure(error));
      return { outcome: 'unavailable' };
    } finally {
      running -= 1;
    }
  };
  return { name: system.name, outside: system.outside, authenticate };
}

async function within<Answer>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new OutsideProblem(`no answer within ${timeoutMs} ms`, { isSilence: true }));
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(giveUp.signal), tooLate]);
  } finally {
    clearTimeout(timer);
    giveUp.abort();
  }
}
