import type { Moment } from '../tables.ts';

export interface TeamTables {
  stagedoor_team: {
    id: number;
    organization_id: number;
    name: string;
    /** As names are compared. */
    name_key: string;
    created_at: Moment;
  };
  stagedoor_team_member: { organization_id: number; team_id: number; user_id: number };
}
