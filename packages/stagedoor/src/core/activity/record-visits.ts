import type { Dependencies } from './dependencies.ts';
import type { Visit } from './visit-store.ts';

/**
 * Keeps who came from where with what. The interface gathers visits and hands them over in batches, never on the
 * request's path; repeated ones within a batch become one, with the latest moment of their day.
 */
export async function recordVisits(
  { visits: store }: Pick<Dependencies, 'visits'>,
  input: { readonly visits: readonly Visit[] },
): Promise<void> {
  const latest = new Map<string, Visit>();
  for (const visit of input.visits) {
    const key = visitKey(visit);
    const known = latest.get(key);
    if (!known || known.seenAt < visit.seenAt) latest.set(key, visit);
  }
  if (latest.size > 0) await store.record([...latest.values()]);
}

/** The day is part of it, so that a batch that spans midnight counts on both days. */
function visitKey({ userId, ipAddress, userAgent, seenAt }: Visit): string {
  return JSON.stringify([userId, ipAddress, userAgent, seenAt.toISOString().slice(0, 10)]);
}
