import type {
  Invitation,
  InvitationStore,
  NewInvitation,
} from '../../../core/organization/invitation-store.ts';
import { type Access, type MemoryState, removeWhere } from '../memory-state.ts';
import { pageIn } from './memory-organization-store.ts';

export function createMemoryInvitationStore(access: Access): InvitationStore {
  const live = ({ invitations }: MemoryState, keyHash: string, now: Date): NewInvitation | undefined =>
    [...invitations.values()].find((one) => one.keyHash === keyHash && one.expiresAt > now);
  const of = ({ invitations }: MemoryState, organizationId: number): readonly NewInvitation[] =>
    [...invitations.values()].filter((one) => one.organizationId === organizationId);
  return {
    add: (invitation) =>
      access((state) => {
        const { organizationId, emailKey } = invitation;
        if (of(state, organizationId).some((one) => one.emailKey === emailKey)) return false;
        state.invitations.set(invitation.id, invitation);
        return true;
      }),
    find: (organizationId, id) =>
      access((state) => toInvitation(of(state, organizationId).find((one) => one.id === id))),
    findByKey: (keyHash, now) => access((state) => toInvitation(live(state, keyHash, now))),
    list: (organizationId, page) =>
      access((state) => pageIn(of(state, organizationId), page).flatMap((row) => toInvitation(row) ?? [])),
    count: (organizationId) => access((state) => of(state, organizationId).length),
    renew: (id, change) =>
      access((state) => {
        const found = state.invitations.get(id);
        if (found) state.invitations.set(id, { ...found, ...change });
        return found !== undefined;
      }),
    remove: (organizationId, id) =>
      access(
        (state) =>
          removeWhere(state.invitations, (one) => one.id === id && one.organizationId === organizationId)
            .length > 0,
      ),
    findByEmail: (organizationId, emailKey) =>
      access((state) => toInvitation(of(state, organizationId).find((one) => one.emailKey === emailKey))),
    take: (keyHash, now) =>
      access((state) => {
        const found = live(state, keyHash, now);
        if (found) state.invitations.delete(found.id);
        return toInvitation(found);
      }),
    removeExpired: (now, limit) =>
      access((state) => removeWhere(state.invitations, (one) => one.expiresAt < now, limit).length),
  };
}

function toInvitation(row: NewInvitation | undefined): Invitation | null {
  if (row === undefined) return null;
  const { emailKey: _, keyHash: __, ...invitation } = row;
  return invitation;
}
