import type { Dependencies } from './dependencies.ts';
import type { HeldOnObject, ObjectCursor } from './object-grant-store.ts';
import type { ObjectType } from './object-type.ts';
import { userSubject } from './subject.ts';

/** How many objects are told of each kind. */
const MOST_TOLD = 1_000;
const PAGE = 500;

type Ports = Pick<Dependencies, 'objectGrants' | 'objectTypes'>;

/** What somebody was given on single objects themselves, for the download of their data; what their groups were given is not theirs. */
export async function exportGrants(
  { objectGrants, objectTypes }: Ports,
  userId: number,
): Promise<readonly object[]> {
  const told: object[] = [];
  for (const type of objectTypes.values()) {
    const held = await heldOn({ objectGrants }, { type, userId });
    for (const [id, permissions] of byObject(held)) told.push({ type: type.name, id, permissions });
  }
  return told;
}

async function heldOn(
  { objectGrants }: Pick<Ports, 'objectGrants'>,
  { type, userId }: { readonly type: ObjectType; readonly userId: number },
): Promise<readonly HeldOnObject[]> {
  const subjects = [userSubject(userId)];
  const codenames = type.permissions.map(({ codename }) => codename);
  const held: HeldOnObject[] = [];
  let after: ObjectCursor | null = null;
  for (let seen = 0; seen < MOST_TOLD; seen += PAGE) {
    const page = { order: 'key', after, limit: PAGE } as const;
    const { ids, next } = await objectGrants.listObjects(type, { codenames, match: 'any', subjects }, page);
    if (ids.length > 0) held.push(...(await objectGrants.listHeld(type, { objectIds: ids, subjects })));
    if (next === null) break;
    after = next;
  }
  return held;
}

function byObject(held: readonly HeldOnObject[]): ReadonlyMap<number, readonly string[]> {
  const codenames = new Map<number, string[]>();
  for (const { objectId, codename } of held)
    codenames.set(objectId, [...(codenames.get(objectId) ?? []), codename].toSorted());
  return codenames;
}
