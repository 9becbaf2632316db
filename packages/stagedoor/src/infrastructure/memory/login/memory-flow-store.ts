import type { FlowStore, StoredFlow } from '../../../core/login/flow-store.ts';
import { type Access, type MemoryState, removeWhere, requireUser } from '../memory-state.ts';

export function createMemoryFlowStore(access: Access): FlowStore {
  return {
    add: (flow) =>
      access((state) => {
        requireUser(state, flow.userId);
        state.flows.set(flow.keyHash, { ...flow, tries: 0 });
      }),
    find: (keyHash, now) => access((state) => findLive(state, keyHash, now)),
    countTry: (keyHash, { now, most }) =>
      access((state) => {
        const flow = state.flows.get(keyHash);
        if (flow === undefined || flow.expiresAt <= now || flow.tries >= most) return false;
        state.flows.set(keyHash, { ...flow, tries: flow.tries + 1 });
        return true;
      }),
    take: (keyHash, now) =>
      access((state) => {
        const flow = findLive(state, keyHash, now);
        if (flow !== null) state.flows.delete(keyHash);
        return flow;
      }),
    removeOldest: (userId, keep) =>
      access((state) => {
        const newest = [...state.flows.values()]
          .filter((flow) => flow.userId === userId)
          .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
          .slice(0, keep);
        removeWhere(state.flows, (flow) => flow.userId === userId && !newest.includes(flow));
      }),
    removeAllOfUser: (userId) =>
      access((state) => void removeWhere(state.flows, (flow) => flow.userId === userId)),
    removeEverything: () => access((state) => state.flows.clear()),
    removeExpired: (now, limit) =>
      access((state) => removeWhere(state.flows, ({ expiresAt }) => expiresAt <= now, limit).length),
  };
}

function findLive(state: MemoryState, keyHash: string, now: Date): StoredFlow | null {
  const row = state.flows.get(keyHash);
  if (row === undefined || row.expiresAt <= now) return null;
  const { tries: _, ...flow } = row;
  return flow;
}
