import { rolesEverywhere } from '../role/has-role.ts';
import { listHeldRoles } from '../role/list-roles.ts';
import type { Principal } from '../session/session.ts';
import type { Asker, HeldRole } from './asker.ts';
import type { Dependencies } from './dependencies.ts';
import { leavesOf } from './leaves-of.ts';
import type { Policy } from './policy.ts';

/** Whoever asks, with the roles that a policy asks for; what they are everywhere came with them, and costs no statement. */
export async function withRoles<Question extends Asker>(
  deps: Pick<Dependencies, 'roles' | 'settings'>,
  policy: Policy,
  question: Question,
): Promise<Question> {
  const { principal, roles } = question;
  const asked = leavesOf(policy).filter((leaf) => 'role' in leaf);
  if (principal === null || roles !== undefined || asked.length === 0) return question;
  const isOfOrganization = asked.some((leaf) => 'organization' in leaf);
  return {
    ...question,
    roles: isOfOrganization ? await listHeldRoles(deps, { principal }) : everywhere(principal, deps.settings),
  };
}

function everywhere(principal: Principal, { extraFields }: Dependencies['settings']): readonly HeldRole[] {
  return rolesEverywhere(principal, extraFields).map((role) => ({ role, organizationId: null }));
}
