import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { LinkPurpose, OneTimeLink, OneTimeLinkStore } from '../../../core/link/one-time-link-store.ts';
import { type Access, type MemoryState, removeWhere, requireUser } from '../memory-state.ts';
import type { LinkRow } from './rows.ts';

export function createMemoryOneTimeLinkStore(access: Access): OneTimeLinkStore {
  return {
    add: (link) =>
      access((state) => {
        requireUser(state, link.userId);
        if (state.oneTimeLinks.has(link.keyHash)) throw new PlainError('The key of the link is in use.');
        state.oneTimeLinks.set(link.keyHash, { ...link, usedAt: null });
      }),
    find: (purpose, keyHash, now) =>
      access((state) => {
        const row = findUsable(state, { purpose, keyHash, now });
        return row && toLink(row);
      }),
    listOfUser: (userId, purpose, now) =>
      access((state) =>
        [...state.oneTimeLinks.values()]
          .filter((row) => row.userId === userId && row.purpose === purpose)
          .filter((row) => row.usedAt === null && row.expiresAt > now)
          .map(toLink),
      ),
    consume: (purpose, keyHash, now) =>
      access((state) => {
        const row = findUsable(state, { purpose, keyHash, now });
        if (!row) return null;
        state.oneTimeLinks.set(keyHash, { ...row, usedAt: now });
        return toLink(row);
      }),
    markSent: (keyHash, now) =>
      access((state) => {
        const row = state.oneTimeLinks.get(keyHash);
        if (!row || row.usedAt !== null) return false;
        state.oneTimeLinks.set(keyHash, { ...row, sentAt: now });
        return true;
      }),
    keepNewest: (userId, purpose, howMany) =>
      access((state) => {
        const left = [...state.oneTimeLinks.values()].filter(
          (row) => isUnused(row, userId, purpose) && row.sentAt !== null,
        );
        const newest = left.toSorted(
          (one, other) =>
            Number(other.sentAt) - Number(one.sentAt) || Number(other.createdAt) - Number(one.createdAt),
        );
        for (const { keyHash } of newest.slice(howMany)) state.oneTimeLinks.delete(keyHash);
      }),
    discardOfUser: (userId, purpose, sinceVersion) =>
      access((state) => {
        removeWhere(
          state.oneTimeLinks,
          (row) =>
            row.userId === userId &&
            row.usedAt === null &&
            (purpose === undefined || row.purpose === purpose) &&
            (sinceVersion === undefined || row.securityVersion >= sinceVersion),
        );
      }),
    removeExpired: (now, limit) =>
      access((state) => removeWhere(state.oneTimeLinks, (row) => row.expiresAt <= now, limit).length),
  };
}

function isUnused(row: LinkRow, userId: number, purpose: LinkPurpose): boolean {
  return row.userId === userId && row.purpose === purpose && row.usedAt === null;
}

function findUsable(
  state: MemoryState,
  wanted: { purpose: LinkPurpose; keyHash: string; now: Date },
): LinkRow | null {
  const row = state.oneTimeLinks.get(wanted.keyHash);
  if (row?.purpose !== wanted.purpose || row.usedAt !== null || row.expiresAt <= wanted.now) return null;
  return row;
}

function toLink({ usedAt: _, ...link }: LinkRow): OneTimeLink {
  return link;
}
