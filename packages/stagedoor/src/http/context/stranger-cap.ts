import { createHash } from 'node:crypto';

/** How many browsers of one network, and of all of them, are written down on a day. */
const MOST_OF_NETWORK = 20;
const MOST_IN_ALL = 20_000;

/** Says which strangers are still written down: each new name is a row that is kept for weeks, and names cost nothing. */
export interface StrangerCap {
  admits(network: string, visitor: string, now: Date): boolean;
}

export function createStrangerCap(): StrangerCap {
  let day = '';
  let seen = new Map<string, Set<string>>();
  let inAll = 0;
  return {
    admits(network, visitor, now) {
      const today = now.toISOString().slice(0, 10);
      if (today !== day) {
        day = today;
        seen = new Map();
        inAll = 0;
      }
      const ofNetwork = seen.get(network) ?? new Set();
      const mark = createHash('sha256').update(visitor).digest('base64url').slice(0, 11);
      if (ofNetwork.has(mark)) return true;
      if (ofNetwork.size >= MOST_OF_NETWORK || inAll >= MOST_IN_ALL) return false;
      seen.set(network, ofNetwork.add(mark));
      inAll += 1;
      return true;
    },
  };
}
