import { after } from '../kernel/clock.ts';
import type { Dependencies } from './dependencies.ts';
import type { Settings } from './settings.ts';

/** Removes counters of attempts that no limit looks at any more, and requests of late, at most so many of each; answers how many went. */
export async function removeStale(
  deps: Pick<Dependencies, 'limits' | 'requestLogs' | 'settings'>,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<number> {
  const requests = await deps.requestLogs.removeExpired(now, most);
  return requests + (await deps.limits.removeStale(after(now, -longestLimitMs(deps.settings)), most));
}

function longestLimitMs({ limits }: Settings): number {
  return Math.max(...Object.values(limits).map((limit) => Math.max(limit.windowMs, limit.maxBlockMs)));
}
