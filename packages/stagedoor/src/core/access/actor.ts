import type { AuditDetail } from '../audit/audit-event.ts';
import { operator, type Visitor } from '../kernel/visitor.ts';
import type { Principal } from '../session/session.ts';

/**
 * Who changes what somebody may: a person, or `'operator'`, which is the terminal, a migration, and code of the application that
 * says so. There is no act of nobody: whoever leaves it out does not compile.
 */
export type Actor = Principal | 'operator';

/** An act in the moment that it is judged. */
export interface Act {
  readonly by: Actor;
  readonly now: Date;
}

/** An act on a user, as callers say it: whose account, by whom, and from where, unless the session or the terminal says that. */
export interface ActedOnUser {
  readonly userId: number;
  readonly by: Actor;
  readonly visitor?: Visitor;
}

/** What the audit log says of who acted: the id of a user, or `operator`. */
export function actorDetail(by: Actor): AuditDetail & { readonly by: number | 'operator' } {
  return { by: by === 'operator' ? by : by.user.id };
}

/** Where an act comes from, for the audit log: where its interface says, else where the session was seen. */
export function visitorOf(by: Actor, visitor?: Visitor): Visitor {
  if (visitor !== undefined) return visitor;
  if (by === 'operator') return operator;
  const { ipAddress = '', userAgent = '' } = by.session ?? {};
  return { ...operator, ipAddress, userAgent };
}
