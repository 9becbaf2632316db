import { type PageBounds, pageSize } from '../kernel/page.ts';
import type { Dependencies } from './dependencies.ts';
import type { ObjectCursor, ObjectListOrder, ObjectPage } from './object-grant-store.ts';
import { type AskedObjects, reachOf } from './object-reach.ts';

export interface ObjectsAsked extends AskedObjects {
  /** By the order that the type declares, the youngest or highest first, unless told `key`. */
  readonly order?: ObjectListOrder;
  /** `next` of the page before. */
  readonly after?: ObjectCursor | null;
  readonly limit?: number;
}

type Ports = Pick<Dependencies, 'objectGrants' | 'objectTypes' | 'users' | 'groups'>;

const bounds: PageBounds = { usual: 50, most: 1_000 };

/**
 * The objects on which somebody holds a permission, a page of ids (guardian's get_objects_for_user and get_objects_for_group). A page may
 * come short and have a next one: however few of many rows are theirs, no page costs a walk over all of them.
 *
 * @throws AccountsError `invalid-input` at `permissions` (`invalid_choice`, `mixed_content_types`); `not-found` for a user who is not there
 * @example
 * const { ids, next } = await useCases.objectPermission.objectsFor({ holder: principal, permissions: ['projects.view_project'] });
 */
export async function listObjects(ports: Ports, input: ObjectsAsked): Promise<ObjectPage> {
  const { order = 'default', after = null, limit } = input;
  const page = { order, after, limit: pageSize(limit, bounds) };
  const { type, reach, question } = await reachOf(ports, input);
  if (reach === 'none') return { ids: [], next: null };
  return await (reach === 'all'
    ? ports.objectGrants.listAllObjects(type, page)
    : ports.objectGrants.listObjects(type, question, page));
}

/** Counted no further. */
const MOST_COUNTED = 2_000;

/** How many: exact up to 2,000, and `isMore` beyond, as counting what somebody may see of millions costs more than it says. */
export async function countObjects(
  ports: Ports,
  input: AskedObjects,
): Promise<{ readonly count: number; readonly isMore: boolean } | 'all'> {
  const { type, reach, question } = await reachOf(ports, input);
  if (reach === 'none') return { count: 0, isMore: false };
  if (reach === 'all') return 'all';
  const count = await ports.objectGrants.countObjects(type, question, MOST_COUNTED + 1);
  return { count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED };
}
