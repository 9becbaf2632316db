import type { Dependencies } from './dependencies.ts';

/** Removes sessions that have ended, at most so many; their data follows them. Answers how many went. */
export async function removeEnded(
  { transact, sessionData }: Pick<Dependencies, 'transact' | 'sessionData'>,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<number> {
  const { length } = await transact((stores) => stores.sessions.removeExpired(now, most));
  // Data whose session went another way: with its user, or by a crash between the two.
  if (length < most) await sessionData.removeExpired(now);
  return length;
}
