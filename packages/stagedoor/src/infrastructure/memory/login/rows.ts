import type { StoredFlow } from '../../../core/login/flow-store.ts';

export interface LoginRows {
  readonly flows: Map<string, StoredFlow & { readonly tries: number }>;
}
