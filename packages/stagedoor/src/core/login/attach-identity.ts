import { securityEvent } from '../audit/security-event.ts';
import { randomPublicId } from '../kernel/secret-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { Identity } from '../user/identity.ts';
import type { Stores } from './dependencies.ts';

/**
 * Links an identity to a user, who is there already. Of two at once one does: the other is answered what that one linked, and so is
 * who links one again. Only inside a transaction.
 */
export async function attachIdentity(
  { identities, audit }: Pick<Stores, 'identities' | 'audit'>,
  linked: Omit<Identity, 'id'>,
  visitor: Visitor,
): Promise<Identity | null> {
  const { userId, provider, subject, linkedAt: now } = linked;
  const identity = { id: randomPublicId(), ...linked };
  if (!(await identities.add(identity))) return await identities.find(provider, subject);
  await audit.append(securityEvent('identity-link', { userId, visitor, now, detail: { provider } }));
  return identity;
}
