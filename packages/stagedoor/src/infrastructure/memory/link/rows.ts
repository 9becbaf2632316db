import type { OneTimeLink } from '../../../core/link/one-time-link-store.ts';

export type LinkRow = OneTimeLink & { readonly usedAt: Date | null };

export interface LinkRows {
  readonly oneTimeLinks: Map<string, LinkRow>;
}
