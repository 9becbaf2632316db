import type { Moment } from '../tables.ts';

type MemberRole = 'owner' | 'admin' | 'member';

export interface OrganizationTables {
  stagedoor_organization: { id: number; name: string; created_at: Moment };
  stagedoor_membership: { organization_id: number; user_id: number; role: MemberRole; joined_at: Moment };
  stagedoor_invitation: {
    id: number;
    organization_id: number;
    email: string;
    /** As addresses are compared. */
    email_key: string;
    role: MemberRole;
    key_hash: string;
    invited_by: number | null;
    created_at: Moment;
    expires_at: Moment;
  };
  stagedoor_active_organization: { session_id: number; organization_id: number; user_id: number };
}
