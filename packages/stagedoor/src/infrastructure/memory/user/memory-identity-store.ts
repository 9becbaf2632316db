import type { IdentityStore } from '../../../core/user/identity-store.ts';
import { type Access, type MemoryState, requireUser } from '../memory-state.ts';

export function createMemoryIdentityStore(access: Access): IdentityStore {
  return {
    find: (provider, subject) => access((state) => findIdentity(state, { provider, subject })),
    listOfUser: (userId) =>
      access((state) =>
        [...state.identities.values()]
          .filter((identity) => identity.userId === userId)
          .sort((one, other) => one.linkedAt.getTime() - other.linkedAt.getTime() || one.id - other.id),
      ),
    add: (identity) =>
      access((state) => {
        requireUser(state, identity.userId);
        if (state.identities.has(identity.id) || findIdentity(state, identity) !== null) return false;
        state.identities.set(identity.id, { ...identity });
        return true;
      }),
    update: (id, { subject, name }) =>
      access((state) => {
        const known = state.identities.get(id);
        if (known === undefined) return false;
        const changed = { ...known, subject: subject ?? known.subject, name: name ?? known.name };
        if ((findIdentity(state, changed)?.id ?? id) !== id) return false;
        state.identities.set(id, changed);
        return true;
      }),
    remove: (userId, id) =>
      access((state) => state.identities.get(id)?.userId === userId && state.identities.delete(id)),
  };
}

function findIdentity(
  { identities }: MemoryState,
  { provider, subject }: { readonly provider: string; readonly subject: string },
) {
  const all = [...identities.values()];
  return all.find((identity) => identity.provider === provider && identity.subject === subject) ?? null;
}
