import type {
  GrantQuestion,
  HeldByEachQuery,
  HeldByHolder,
  HolderQuery,
  ObjectGrantStore,
  ObjectPageQuery,
} from '../../../core/object-permission/object-grant-store.ts';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import type { Subject } from '../../../core/object-permission/subject.ts';
import type { Access, MemoryState } from '../memory-state.ts';
import type { GrantRow } from './rows.ts';

/** There are no tables of a site's in memory: every id is an object, and lists come by the key. */
export function createMemoryObjectGrantStore(access: Access): ObjectGrantStore {
  return {
    lockObjects: async (_, ids) => ascending(ids),
    lockGroup: (id) => access((state) => state.groups.has(id)),
    add: (type, { objectIds, ...grant }) =>
      access((state) =>
        ascending(objectIds).filter((objectId) => {
          const row = rowOf(type, { ...grant, objectId });
          const isNew = !state.objectGrants.has(keyOf(row));
          state.objectGrants.set(keyOf(row), row);
          return isNew;
        }),
      ),
    remove: (type, { objectIds, ...grant }) =>
      access((state) =>
        ascending(objectIds).filter((objectId) =>
          state.objectGrants.delete(keyOf(rowOf(type, { ...grant, objectId }))),
        ),
      ),
    listHeld: (type, { objectIds, subjects }) =>
      access((state) => {
        const rows = grantsOf(state, type).filter(
          (row) => objectIds.includes(row.objectId) && isOneOf(row, subjects),
        );
        const held = rows.map(
          ({ objectId, codename }) => [`${objectId} ${codename}`, { objectId, codename }] as const,
        );
        return [...new Map(held).values()];
      }),
    listHeldByEach: (type, query) => access((state) => heldByEach(state, type, query)),
    listUsers: (type, query) =>
      access((state) => {
        const rows = grantsOn(state, type, query);
        const groups = new Set(idsOf(rows, 'group'));
        const members = [...state.memberships]
          .filter(([, theirs]) => theirs.some((id) => groups.has(id)))
          .map(([userId]) => userId);
        const superusers = [...state.users.values()]
          .filter(({ isSuperuser }) => isSuperuser)
          .map(({ id }) => id);
        return pageOf(
          [
            ...idsOf(rows, 'user'),
            ...(query.also.includes('members') ? members : []),
            ...(query.also.includes('superusers') ? superusers : []),
          ],
          query,
        );
      }),
    listGroups: (type, query) =>
      access((state) => pageOf(idsOf(grantsOn(state, type, query), 'group'), query)),
    listObjects: (type, question, page) =>
      access((state) => objectPage(granted(state, type, question), page)),
    listAllObjects: async () => ({ ids: [], next: null }),
    countObjects: (type, question, most) =>
      access((state) => Math.min(granted(state, type, question).length, most)),
  };
}

function heldByEach(
  state: MemoryState,
  type: ObjectType,
  { objectId, holders, ids }: HeldByEachQuery,
): readonly HeldByHolder[] {
  const rows = grantsOn(state, type, { objectId, codenames: null });
  return ids.flatMap((holderId) => {
    const own: Subject = { kind: holders === 'group' ? 'group' : 'user', id: holderId };
    const groups = holders === 'member' ? (state.memberships.get(holderId) ?? []) : [];
    const subjects: readonly Subject[] = [own, ...groups.map((id) => ({ kind: 'group' as const, id }))];
    const held = rows.filter((row) => isOneOf(row, subjects)).map(({ codename }) => codename);
    return [...new Set(held)].map((codename) => ({ holderId, codename }));
  });
}

function rowOf(
  { name: type }: ObjectType,
  { codename, subject, objectId }: { codename: string; subject: Subject; objectId: number },
): GrantRow {
  return { type, codename, kind: subject.kind, subjectId: subject.id, objectId };
}

function keyOf({ type, codename, kind, subjectId, objectId }: GrantRow): string {
  return [type, codename, kind, subjectId, objectId].join(' ');
}

function grantsOf(state: MemoryState, { name }: ObjectType): readonly GrantRow[] {
  return [...state.objectGrants.values()].filter(({ type }) => type === name);
}

function grantsOn(
  state: MemoryState,
  type: ObjectType,
  { objectId, codenames }: Pick<HolderQuery, 'objectId' | 'codenames'>,
): readonly GrantRow[] {
  return grantsOf(state, type).filter(
    (row) => row.objectId === objectId && (codenames === null || codenames.includes(row.codename)),
  );
}

function isOneOf({ kind, subjectId }: GrantRow, subjects: readonly Subject[]): boolean {
  return subjects.some((one) => one.kind === kind && one.id === subjectId);
}

function granted(
  state: MemoryState,
  type: ObjectType,
  { codenames, match, subjects }: GrantQuestion,
): number[] {
  const rows = grantsOf(state, type).filter((row) => isOneOf(row, subjects));
  const holds = (codename: string, objectId: number) =>
    rows.some((row) => row.codename === codename && row.objectId === objectId);
  return ascending(rows.map(({ objectId }) => objectId)).filter((objectId) =>
    match === 'all'
      ? codenames.every((codename) => holds(codename, objectId))
      : codenames.some((codename) => holds(codename, objectId)),
  );
}

function objectPage(ids: readonly number[], { after, limit }: ObjectPageQuery) {
  const left = ids.filter((id) => after === null || id > after.id);
  const shown = left.slice(0, limit);
  const last = shown.at(-1);
  return { ids: shown, next: left.length > limit && last !== undefined ? { order: null, id: last } : null };
}

function idsOf(rows: readonly GrantRow[], meant: Subject['kind']): number[] {
  return rows.filter(({ kind }) => kind === meant).map(({ subjectId }) => subjectId);
}

function pageOf(ids: readonly number[], { afterId, limit }: HolderQuery): readonly number[] {
  return ascending(ids)
    .filter((id) => id > afterId)
    .slice(0, limit);
}

/** Each once. */
function ascending(ids: readonly number[]): number[] {
  return [...new Set(ids)].toSorted((one, other) => one - other);
}
