import { operator } from '../kernel/visitor.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { type GrantHolder, type Subject, subjectOf } from './subject.ts';
import { writeGrants } from './write-grants.ts';

/** A grant of another system, by the names that Django gives. */
export interface ForeignGrant {
  readonly app: string;
  readonly model: string;
  readonly codename: string;
  readonly holder: GrantHolder;
  /** The key of the object, as text. */
  readonly objectKey: string;
}

/** What became of one: `known` was here already; `no-type` is of a model or with a permission that no feature declares. */
export type GrantAdoption = 'adopted' | 'known' | 'no-type' | 'no-object' | 'nobody';

type Counts = Readonly<Record<GrantAdoption, number>>;

/** Makes grants of another system good here, for the operator; what has no place here is left, and counted by why. May be run again. */
export async function adoptObjectGrants(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'objectTypes'>,
  { grants }: { readonly grants: readonly ForeignGrant[] },
): Promise<Counts> {
  const counts = { adopted: 0, known: 0, 'no-type': 0, 'no-object': 0, nobody: 0 };
  for (const alike of Map.groupBy(grants, keyOf).values()) {
    const outcome = await adoptAlike(deps, alike);
    for (const [adoption, count] of Object.entries(outcome)) counts[adoption as GrantAdoption] += count;
  }
  return counts;
}

/** Of one permission and one holder: kept together. */
function keyOf({ app, model, codename, holder }: ForeignGrant): string {
  return JSON.stringify([app, model, codename, holder]);
}

async function adoptAlike(
  { transact, clock, objectTypes }: Pick<Dependencies, 'transact' | 'clock' | 'objectTypes'>,
  alike: readonly ForeignGrant[],
): Promise<Partial<Counts>> {
  const [first] = alike;
  const type = first && objectTypes.get(`${first.app}.${first.model}`);
  if (!first || !type?.permissions.some(({ codename }) => codename === first.codename))
    return { 'no-type': alike.length };
  const subject = subjectOf(first.holder);
  return await transact(async (stores) => {
    if (!(await isThere(stores, subject))) return { nobody: alike.length };
    const objectIds = await stores.objectGrants.lockObjects(type, idsOf(alike));
    const grant = { codename: first.codename, subject, objectIds };
    const facts = { by: 'operator', now: clock.now(), type, grant, visitor: operator } as const;
    const adopted = await writeGrants(stores, 'add', facts);
    return { adopted, known: objectIds.length - adopted, 'no-object': alike.length - objectIds.length };
  });
}

async function isThere(
  { users, objectGrants }: Pick<Stores, 'users' | 'objectGrants'>,
  { kind, id }: Subject,
): Promise<boolean> {
  if (kind === 'anonymous') return true;
  return kind === 'group' ? await objectGrants.lockGroup(id) : (await users.lockById(id)) !== null;
}

function idsOf(grants: readonly ForeignGrant[]): readonly number[] {
  const keys = new Set(grants.map(({ objectKey }) => objectKey));
  return [...keys].filter((key) => /^[1-9]\d{0,14}$/.test(key)).map(Number);
}
