import type { Policy } from './policy.ts';

/** What session may be told. */
export interface Settings extends Policy {}
