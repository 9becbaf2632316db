import { type Act, actorDetail } from '../access/actor.ts';
import type { AuditDetail } from '../audit/audit-event.ts';
import { securityEvent } from '../audit/security-event.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Stores } from './dependencies.ts';
import type { ObjectGrant } from './object-grant-store.ts';
import { fullName, type ObjectType } from './object-type.ts';
import type { Subject } from './subject.ts';

interface WrittenGrant extends Act {
  readonly type: ObjectType;
  readonly grant: ObjectGrant;
  readonly visitor: Visitor;
}

/** So many ids stand in one row of the log. */
const IDS_IN_A_ROW = 100;

const actions = { add: 'object-permission-grant', remove: 'object-permission-revoke' } as const;

/** Gives or takes what was judged, and leaves it in the log: who acted, what, on which objects, and for whom. Answers how many changed. */
export async function writeGrants(
  { objectGrants, audit }: Pick<Stores, 'objectGrants' | 'audit'>,
  how: keyof typeof actions,
  { by, now, type, grant, visitor }: WrittenGrant,
): Promise<number> {
  const { subject, codename } = grant;
  const changed = await objectGrants[how](type, grant);
  const userId = subject.kind === 'user' ? subject.id : null;
  for (let start = 0; start < changed.length; start += IDS_IN_A_ROW) {
    const ids = changed.slice(start, start + IDS_IN_A_ROW).join(' ');
    const what = { permission: fullName(type, codename), objects: type.name, ids };
    const detail = { ...actorDetail(by), ...what, ...whomDetail(subject) };
    await audit.append(securityEvent(actions[how], { userId, visitor, now, detail }));
  }
  return changed.length;
}

/** A user is whom the row is of. */
function whomDetail({ kind, id }: Subject): AuditDetail {
  if (kind === 'group') return { group: id };
  return kind === 'anonymous' ? { anonymous: true } : {};
}
