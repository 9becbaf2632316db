import type { NamedTeam } from '../../../core/team/team-store.ts';

export interface TeamRows {
  readonly teams: Map<number, NamedTeam>;
  /** By the team and the user. */
  readonly teamMembers: Map<
    string,
    { readonly teamId: number; readonly organizationId: number; readonly userId: number }
  >;
}
