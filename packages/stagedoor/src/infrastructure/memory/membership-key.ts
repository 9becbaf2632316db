/** Under what a membership is kept: nobody is in an organization twice. */
export function membershipKey(member: { readonly userId: number; readonly organizationId: number }): string {
  return `${member.userId} in ${member.organizationId}`;
}
