import type { GrantStandingStore } from '../../../core/access/standing-store.ts';
import type { Access } from '../memory-state.ts';
import type { GrantRow } from './rows.ts';

export function createMemoryGrantStandingStore(access: Access): GrantStandingStore {
  return {
    hasBeyond: (userId, other) =>
      access((state) => {
        const rows = [...state.objectGrants.values()];
        const isOthers = ({ kind, subjectId }: GrantRow) =>
          kind === 'user'
            ? subjectId === other.userId
            : kind === 'group' && other.groupIds.includes(subjectId);
        const holds = ({ type, codename }: GrantRow) => other.holds(`${type.split('.')[0]}.${codename}`);
        const hasIt = (grant: GrantRow) =>
          holds(grant) || rows.some((row) => isOthers(row) && isSame(row, grant));
        const theirs = rows.filter(({ kind, subjectId }) => kind === 'user' && subjectId === userId);
        return !theirs.every(hasIt);
      }),
  };
}

function isSame(one: GrantRow, other: GrantRow): boolean {
  return one.type === other.type && one.codename === other.codename && one.objectId === other.objectId;
}
