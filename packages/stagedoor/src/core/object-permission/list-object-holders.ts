import { type PageBounds, pageSize } from '../kernel/page.ts';
import type { Dependencies } from './dependencies.ts';
import type { HeldByEachQuery } from './object-grant-store.ts';
import { codenameFor, codenamesOf, type ObjectType, type OneObject, objectTypeOf } from './object-type.ts';

interface HoldersOf {
  readonly object: OneObject;
  /** Only who holds one of these; whoever holds anything unless told. */
  readonly permissions?: readonly string[];
  /** The page behind this id. */
  readonly after?: number;
  readonly limit?: number;
}

export interface UsersHolding extends HoldersOf {
  /** Members of groups that hold something too, unless told `own`. */
  readonly through?: 'all' | 'own';
  /** Superusers too, who hold everything without a grant; left out unless told. */
  readonly superusers?: 'included';
}

export interface ObjectHolder {
  readonly id: number;
  /** Codenames, ascending: of who is inactive none. */
  readonly permissions: readonly string[];
}

export interface ObjectHolders {
  readonly rows: readonly ObjectHolder[];
  /** The id to give as `after` for what follows, or null. */
  readonly next: number | null;
}

type Ports = Pick<Dependencies, 'objectGrants' | 'objectTypes' | 'users'>;

const bounds: PageBounds = { usual: 50, most: 200 };

/** Who holds something on an object, with what (guardian's get_users_with_perms): inactive ones too, whose grants rest. */
export async function listUsersHolding(ports: Ports, input: UsersHolding): Promise<ObjectHolders> {
  const { object, through = 'all', superusers } = input;
  const also = [
    ...(through === 'all' ? ['members' as const] : []),
    ...(superusers ? ['superusers' as const] : []),
  ];
  const { type, ids, next } = await page(ports, input, (of, query) =>
    ports.objectGrants.listUsers(of, { ...query, also }),
  );
  const holders = also.length > 0 ? 'member' : 'user';
  const held = await heldByEach(ports, type, { objectId: object.id, holders, ids });
  if (holders === 'user') return { rows: rowsOf(ids, held), next };
  const users = await ports.users.list({ ids, afterId: 0, limit: ids.length });
  const all = codenamesOf(type);
  const rows = users.map(({ id, isActive, isSuperuser }) => {
    if (!isActive) return { id, permissions: [] };
    return { id, permissions: isSuperuser ? all : held(id) };
  });
  return { rows, next };
}

/** Which groups hold something on an object, with what (guardian's get_groups_with_perms). */
export async function listGroupsHolding(
  ports: Omit<Ports, 'users'>,
  input: HoldersOf,
): Promise<ObjectHolders> {
  const { type, ids, next } = await page(ports, input, (of, query) =>
    ports.objectGrants.listGroups(of, query),
  );
  const query = { objectId: input.object.id, holders: 'group', ids } as const;
  return { rows: rowsOf(ids, await heldByEach(ports, type, query)), next };
}

type HeldOf = (holderId: number) => readonly string[];

/** By one statement, however many they are: codenames, ascending. */
async function heldByEach(
  { objectGrants }: Pick<Ports, 'objectGrants'>,
  type: ObjectType,
  query: HeldByEachQuery,
): Promise<HeldOf> {
  const held = Map.groupBy(await objectGrants.listHeldByEach(type, query), ({ holderId }) => holderId);
  return (id) => (held.get(id) ?? []).map(({ codename }) => codename).toSorted();
}

function rowsOf(ids: readonly number[], held: HeldOf): readonly ObjectHolder[] {
  return ids.map((id) => ({ id, permissions: held(id) }));
}

type ListIds = (
  type: ReturnType<typeof objectTypeOf>,
  query: Parameters<Dependencies['objectGrants']['listGroups']>[1],
) => Promise<readonly number[]>;

async function page(
  { objectTypes }: Pick<Ports, 'objectTypes'>,
  { object, permissions, after = 0, limit }: HoldersOf,
  list: ListIds,
) {
  const type = objectTypeOf(objectTypes, object.type);
  const codenames = permissions?.map((permission) => codenameFor(type, permission)) ?? null;
  const size = pageSize(limit, bounds);
  const found = await list(type, { objectId: object.id, codenames, afterId: after, limit: size + 1 });
  const ids = found.slice(0, size);
  return { type, ids, next: found.length > size ? (ids.at(-1) ?? null) : null };
}
