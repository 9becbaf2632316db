import { securityEvent } from '../../audit/security-event.ts';
import { type FieldProblem, fieldRefusal, refuseProblems } from '../../kernel/errors.ts';
import { randomPublicId } from '../../kernel/secret-value.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { lockPrincipal } from '../../session/lock-principal.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import {
  IDENTITY_NAME_MAX_LENGTH,
  type Identity,
  PROVIDER_MAX_LENGTH,
  SUBJECT_MAX_LENGTH,
} from '../../user/identity.ts';
import { textProblems } from '../../user/profile-fields.ts';
import type { Dependencies } from '../dependencies.ts';

export interface LinkIdentity {
  readonly principal: Principal;
  /** The name of a back end of the site. */
  readonly provider: string;
  /** What it knows the person by: it has just proved that to the caller. */
  readonly subject: string;
  readonly name: string;
  readonly visitor: Visitor;
}

/**
 * Lets an outside system log the logged-in user in from now on. What proves the identity is the caller's, and nothing that the
 * visitor says. Linked already, it stays as it is.
 *
 * @throws AccountsError `reauthentication-required`, `not-authenticated` when the session ended meanwhile, `invalid-input` at
 *   the field, and at `subject` for one that is somebody else's.
 */
export async function linkIdentity(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: LinkIdentity,
): Promise<Identity> {
  const { principal, provider, subject, name, visitor } = input;
  requireRecentProof(deps, principal);
  refuseProblems({
    provider: requiredText(provider, PROVIDER_MAX_LENGTH),
    subject: requiredText(subject, SUBJECT_MAX_LENGTH),
    name: textProblems(name, IDENTITY_NAME_MAX_LENGTH),
  });
  const userId = principal.user.id;
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    await lockPrincipal(stores, principal);
    const identity = { id: randomPublicId(), userId, provider, subject, name, linkedAt: now };
    if (!(await stores.identities.add(identity))) {
      const known = await stores.identities.find(provider, subject);
      if (known?.userId === userId) return known;
      throw fieldRefusal('subject', 'identity_taken');
    }
    const detail = { provider };
    await stores.audit.append(securityEvent('identity-link', { userId, visitor, now, detail }));
    return identity;
  });
}

function requiredText(text: string, maxLength: number): FieldProblem[] {
  return text === '' ? [{ code: 'blank' }] : textProblems(text, maxLength);
}
