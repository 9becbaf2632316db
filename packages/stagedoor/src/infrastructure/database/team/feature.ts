import type { DatabaseFeature } from '../feature.ts';
import { initial } from './0001-initial.ts';
import type { TeamTables } from './tables.ts';
import { createTeamStore } from './team-store.ts';

declare module '../tables.ts' {
  interface Tables extends TeamTables {}
}

/** Asked with the organization that is meant, and kept by nobody: nothing of it is told. */
export const teamFeature = {
  name: 'team',
  migrations: [initial],
  models: [{ app: 'stagedoor', name: 'team', label: 'team' }],
  stores: { teams: createTeamStore },
} as const satisfies DatabaseFeature;
