import { type FieldProblem, fieldRefusal, refuseProblems } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { attachIdentity } from '../../login/attach-identity.ts';
import { nameAsSubject } from '../../login/read-outside-person.ts';
import { lockPrincipal } from '../../session/lock-principal.ts';
import { requireFullProof } from '../../session/require-full-proof.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import type { OutsidePolicy } from '../../user/authentication-backend.ts';
import { IDENTITY_NAME_MAX_LENGTH, type Identity, SUBJECT_MAX_LENGTH } from '../../user/identity.ts';
import { textProblems } from '../../user/profile-fields.ts';
import type { Dependencies } from '../dependencies.ts';

export interface LinkIdentity {
  readonly principal: Principal;
  /** The name of a back end of the site. */
  readonly provider: string;
  /** What it knows the person by, a name or `attribute=value`: it has just proved that to the caller. */
  readonly subject: string;
  readonly name: string;
  readonly visitor: Visitor;
}

/**
 * Lets an outside system log the logged-in user in from now on. What proves the identity is the caller's, and nothing that the
 * visitor says. A name is linked in the one form that stands for a person there. Linked already, it stays as it is.
 *
 * @throws AccountsError `reauthentication-required`, `not-authenticated` when the session ended meanwhile, `invalid-input` at
 *   the field, and at `subject` for one that is somebody else's.
 */
export async function linkIdentity(
  deps: Pick<Dependencies, 'transact' | 'authenticationBackends' | 'stages' | 'clock' | 'settings'>,
  input: LinkIdentity,
): Promise<Identity> {
  const { principal, provider, name, visitor } = input;
  requireRecentProof(deps, principal);
  const policy = policyOf(deps, provider);
  const subject = input.subject.includes('=') ? input.subject : nameAsSubject(input.subject, policy);
  refuseProblems({
    subject: requiredText(subject, SUBJECT_MAX_LENGTH),
    name: textProblems(name, IDENTITY_NAME_MAX_LENGTH),
  });
  const userId = principal.user.id;
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    await lockPrincipal(stores, principal);
    await requireFullProof(stores, deps, principal);
    const identity = await attachIdentity(
      stores,
      { userId, provider, subject, name, linkedAt: now },
      visitor,
    );
    if (identity?.userId !== userId) throw fieldRefusal('subject', 'identity_taken');
    return identity;
  });
}

function policyOf(
  { authenticationBackends }: Pick<Dependencies, 'authenticationBackends'>,
  provider: string,
): OutsidePolicy {
  const policy = authenticationBackends.find(({ name }) => name === provider)?.outside;
  if (policy === undefined) {
    throw fieldRefusal('provider', 'invalid_choice', { input: provider.slice(0, 100) });
  }
  return policy;
}

function requiredText(text: string, maxLength: number): FieldProblem[] {
  return text === '' ? [{ code: 'blank' }] : textProblems(text, maxLength);
}
