import type { Asker } from './asker.ts';
import { leavesOf } from './leaves-of.ts';
import type { Policy } from './policy.ts';

/** An organization that there is not: keys begin at 1. */
const OF_NONE = 0;

/**
 * Whoever looks, as one who has each role that the policy asks for in an organization of which no row is. Who is in none yet sees as little as who
 * is in another one, and is refused no more than these: to both a list is empty, and a row not there.
 */
export function asMember<Question extends Asker>(policy: Policy, question: Question): Question {
  const { action, principal, roles } = question;
  if (action !== 'view' || principal === null || roles === undefined) return question;
  const wanted = leavesOf(policy).flatMap((leaf) => ('organization' in leaf ? leaf.role : []));
  return { ...question, roles: [...roles, ...wanted.map((role) => ({ role, organizationId: OF_NONE }))] };
}
