import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { PolicyFactStore } from '../../../core/policy/policy-fact-store.ts';

/** Tables of a site's own are kept in SQL alone: here nobody has any rows. */
export function createMemoryPolicyFactStore(): PolicyFactStore {
  return { read: async () => ({ holdsOwn: () => false, hasOwn: () => false, isGranted }) };
}

function isGranted(permission: string): never {
  throw new PlainError(`Nobody read the fact ${permission}`);
}
