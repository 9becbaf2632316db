/** What a member of an organization is, beside the roles that a site gives them there. */
export const memberRoles = ['owner', 'admin', 'member'] as const;

export type MemberRole = (typeof memberRoles)[number];
