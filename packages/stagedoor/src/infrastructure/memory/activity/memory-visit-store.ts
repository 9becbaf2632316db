import type { StoredVisit, Visit, VisitStore } from '../../../core/activity/visit-store.ts';
import { type Access, type MemoryState, nextNumber, removeWhere } from '../memory-state.ts';

export function createMemoryVisitStore(access: Access): VisitStore {
  return {
    record: (visits) =>
      access((state) => {
        for (const visit of visits) recordVisit(state, visit);
      }),
    listOfUser: (userId) =>
      access((state) =>
        [...state.visits.values()]
          .filter((visit) => visit.userId === userId)
          .sort((one, other) => other.lastSeenAt.getTime() - one.lastSeenAt.getTime() || other.id - one.id),
      ),
    countUsersPerDay: (since) => access((state) => countUsersPerDay(state, dayOf(since))),
    removeStrangers: (lastSeenBefore, limit) =>
      access((state) => {
        const isOld = (visit: StoredVisit) => visit.userId === null && visit.lastSeenAt < lastSeenBefore;
        return removeWhere(state.visits, isOld, limit).length;
      }),
    removeDays: (before) =>
      access((state) => removeWhere(state.visitDays, ({ day }) => day < dayOf(before)).length),
  };
}

function recordVisit(state: MemoryState, { userId, ipAddress, userAgent, seenAt }: Visit): void {
  // Visits are written in batches, later than they happened: the user may be gone by now.
  if (userId !== null && !state.users.has(userId)) return;
  const key = JSON.stringify([userId, ipAddress, userAgent]);
  const known = state.visits.get(key);
  const id = known?.id ?? nextNumber(state, 'visits');
  const firstSeenAt = known?.firstSeenAt ?? seenAt;
  const lastSeenAt = known && known.lastSeenAt > seenAt ? known.lastSeenAt : seenAt;
  state.visits.set(key, { id, userId, ipAddress, userAgent, firstSeenAt, lastSeenAt });
  const day = dayOf(seenAt);
  if (userId !== null) state.visitDays.set(`${day} ${userId}`, { day, userId });
}

function countUsersPerDay(state: MemoryState, firstDay: string): { day: string; users: number }[] {
  const days = [...state.visitDays.values()].map((visit) => visit.day).filter((day) => day >= firstDay);
  const counted = Map.groupBy(days, (day) => day);
  return [...counted]
    .map(([day, { length: users }]) => ({ day, users }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
