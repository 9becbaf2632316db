import { sql } from 'kysely';
import type { GrantStandingStore, GrantsCompared } from '../../../core/access/standing-store.ts';
import { fullName, type ObjectType } from '../../../core/object-permission/object-type.ts';
import type { Subject } from '../../../core/object-permission/subject.ts';
import type { StoreContext } from '../store-context.ts';
import { isOneOf, isPermission, namesOf } from './grant-sql.ts';
import { subjectKinds } from './grant-table.ts';

interface Compared {
  readonly type: ObjectType;
  readonly userId: number;
  readonly codenames: readonly string[];
  readonly subjects: readonly Subject[];
}

/** Of each kind of rows that the site declares. */
export function createGrantStandingStore(context: StoreContext): GrantStandingStore {
  return {
    hasBeyond: async (userId, other) => {
      for (const type of context.objectTypes.values()) {
        const codenames = type.permissions
          .map(({ codename }) => codename)
          .filter((codename) => !other.holds(fullName(type, codename)));
        const compared = { type, userId, codenames, subjects: subjectsOf(other) };
        if (codenames.length > 0 && (await hasBeyond(context, compared))) return true;
      }
      return false;
    },
  };
}

function subjectsOf({ userId, groupIds }: GrantsCompared): readonly Subject[] {
  const groups = groupIds.map((id) => ({ kind: 'group' as const, id }));
  return userId === null ? groups : [{ kind: 'user', id: userId }, ...groups];
}

async function hasBeyond({ db, dialect }: StoreContext, compared: Compared): Promise<boolean> {
  const { type, userId, codenames, subjects } = compared;
  const { grants } = namesOf(type);
  const { rows } = await sql`
    select 1 from (
      select g.permission_id, g.object_id from ${grants} as g
      where g.subject_kind = ${sql.lit(subjectKinds.user)} and g.subject_id = ${userId} and ${isPermission(type, codenames)}
    ) as h
    where not exists (
      select 1 from ${grants} as g
      where g.permission_id = h.permission_id and g.object_id = h.object_id and ${isOneOf(dialect, subjects)})
    limit 1`.execute(db);
  return rows.length > 0;
}
