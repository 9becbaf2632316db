import { seconds } from '../core/kernel/clock.ts';
import { HookTimeout } from '../core/kernel/hook-timeout.ts';
import { TimeLimitExceeded, withTimeLimit } from '../infrastructure/jobs/time-limit.ts';

/** Whoever logs in waits for it, and so does every writer of SQLite for what happens in a transaction. */
export const HOOK_LIMIT_MS = seconds(5);

const never = new AbortController().signal;

/** What a site's own code answers, if it does in time. @throws HookTimeout */
export async function inTime<Answer>(hook: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await withTimeLimit(work, { limitMs: HOOK_LIMIT_MS, stop: never });
  } catch (error) {
    throw error instanceof TimeLimitExceeded ? new HookTimeout(hook, HOOK_LIMIT_MS, { cause: error }) : error;
  }
}
