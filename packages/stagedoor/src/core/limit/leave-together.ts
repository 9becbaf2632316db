import { after } from '../kernel/clock.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Does the work and holds its answer back until the floor is reached: what would take longer for an account that
 * exists (a dearer hash, a worker of the same process that starts on the letter) ends before anybody is
 * answered. Refusals of the input itself are not held back; they say nothing of accounts.
 */
export async function leaveTogether<Answer>(
  deps: Pick<Dependencies, 'clock' | 'settings'>,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const startedAt = deps.clock.now();
  const answer = await work();
  await deps.clock.waitUntil(after(startedAt, deps.settings.failureFloorMs));
  return answer;
}
