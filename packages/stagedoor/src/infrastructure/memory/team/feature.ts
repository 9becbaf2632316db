import type { MemoryFeature } from '../feature.ts';
import { createMemoryTeamStore } from './memory-team-store.ts';
import type { TeamRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends TeamRows {}
}

export const teamFeature = {
  name: 'team',
  rows: ['teams', 'teamMembers'],
  stores: { teams: createMemoryTeamStore },
} as const satisfies MemoryFeature;
