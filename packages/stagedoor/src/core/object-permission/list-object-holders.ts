import { type PageBounds, pageSize } from '../kernel/page.ts';
import type { Dependencies } from './dependencies.ts';
import { listObjectPermissions } from './list-object-permissions.ts';
import { codenameFor, type OneObject, objectTypeOf } from './object-type.ts';

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

type Ports = Pick<Dependencies, 'objectGrants' | 'objectTypes' | 'users' | 'groups'>;

// What each holds is asked one by one, as guardian does.
const bounds: PageBounds = { usual: 50, most: 200 };

/** Who holds something on an object, with what (guardian's get_users_with_perms): inactive ones too, whose grants rest. */
export async function listUsersHolding(ports: Ports, input: UsersHolding): Promise<ObjectHolders> {
  const { object, through = 'all', superusers } = input;
  const also = [
    ...(through === 'all' ? ['members' as const] : []),
    ...(superusers ? ['superusers' as const] : []),
  ];
  const { ids, next } = await page(ports, input, (type, query) =>
    ports.objectGrants.listUsers(type, { ...query, also }),
  );
  const way = also.length > 0 ? 'all' : 'user';
  const rows = ids.map(async (id) => ({
    id,
    permissions: await listObjectPermissions(ports, { holder: { userId: id }, object, through: way }),
  }));
  return { rows: await Promise.all(rows), next };
}

/** Which groups hold something on an object, with what (guardian's get_groups_with_perms). */
export async function listGroupsHolding(ports: Ports, input: HoldersOf): Promise<ObjectHolders> {
  const { ids, next } = await page(ports, input, (type, query) => ports.objectGrants.listGroups(type, query));
  const rows = ids.map(async (id) => ({
    id,
    permissions: await listObjectPermissions(ports, { holder: { groupId: id }, object: input.object }),
  }));
  return { rows: await Promise.all(rows), next };
}

type ListIds = (
  type: ReturnType<typeof objectTypeOf>,
  query: Parameters<Dependencies['objectGrants']['listGroups']>[1],
) => Promise<readonly number[]>;

async function page(
  { objectTypes }: Ports,
  { object, permissions, after = 0, limit }: HoldersOf,
  list: ListIds,
) {
  const type = objectTypeOf(objectTypes, object.type);
  const codenames = permissions?.map((permission) => codenameFor(type, permission)) ?? null;
  const size = pageSize(limit, bounds);
  const found = await list(type, { objectId: object.id, codenames, afterId: after, limit: size + 1 });
  const ids = found.slice(0, size);
  return { ids, next: found.length > size ? (ids.at(-1) ?? null) : null };
}
