import { after } from '../kernel/clock.ts';
import type { Dependencies } from './dependencies.ts';

type FloorDependencies = Pick<Dependencies, 'clock' | 'settings'>;

/**
 * Does the work and holds its answer back until the floor is reached: what would take longer for an account that
 * exists (a dearer hash, a worker of the same process that starts on the e-mail) ends before anybody is
 * answered. Refusals of the input itself are not held back; they say nothing of accounts.
 */
export async function withResponseFloor<Answer>(
  deps: FloorDependencies,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const startedAt = deps.clock.now();
  const answer = await work();
  await reachResponseFloor(deps, startedAt);
  return answer;
}

/** Waits for the floor of what began at `startedAt`: refusals that must look alike leave no earlier, and so together. */
export async function reachResponseFloor(
  { clock, settings }: FloorDependencies,
  startedAt: Date,
): Promise<void> {
  await clock.waitUntil(after(startedAt, settings.failureFloorMs));
}
