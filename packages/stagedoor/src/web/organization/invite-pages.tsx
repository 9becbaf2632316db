import { days } from '../../core/kernel/clock.ts';
import { memberPermissions } from '../../core/organization/member-permissions.ts';
import { type MemberRole, memberRoles } from '../../core/organization/organization.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { readId } from '../read-id.ts';
import { organizationAction, shownWith } from './detail-page.tsx';
import { OrganizationInviteView } from './form-views.tsx';
import { organizationIn, readMemberRole } from './input.ts';
import { ONE, organizationPath } from './paths.ts';

const inviteFields = { email: 'text', role: 'text' } as const;

const inviteForm: FormPage<typeof inviteFields, 'authenticated'> = {
  fields: inviteFields,
  async draw(exchange, form, input) {
    const organization = await shownWith(exchange, input, 'stagedoor.add_invitation');
    const roles = rolesToGive(organization.permissions);
    const goodDays = exchange.context.accounts.organizations.invitationMs / days(1);
    return await answerPage(
      exchange,
      (page) => (
        <OrganizationInviteView
          page={page}
          organization={organization}
          form={form}
          roles={roles}
          days={goodDays}
        />
      ),
      input,
    );
  },
  async act(exchange, { email, role }, input) {
    const { visitor, context, translate } = exchange;
    const organizationId = organizationIn(input);
    const by = input.principal;
    await context.useCases.invitation.send({
      by,
      organizationId,
      email,
      role: readMemberRole(role),
      visitor,
    });
    exchange.flash('success', translate('organization.invited', { email }));
    return goTo(exchange, organizationPath(organizationId));
  },
};

/** What somebody may let others be: nothing more than they hold. */
export function rolesToGive(permissions: readonly string[]): readonly MemberRole[] {
  const held = memberRoles.filter((role) =>
    memberPermissions[role].every((permission) => permissions.includes(permission)),
  );
  return held.toReversed();
}

const resend = organizationAction(async (exchange, input) => {
  const { visitor, context, translate } = exchange;
  const { email } = await context.useCases.invitation.resend({ ...invitationIn(input), visitor });
  exchange.flash('success', translate('organization.invited', { email }));
  return organizationPath(organizationIn(input));
});

const revoke = organizationAction(async (exchange, input) => {
  await exchange.context.useCases.invitation.revoke(invitationIn(input));
  exchange.flash('success', exchange.translate('organization.revoked'));
  return organizationPath(organizationIn(input));
});

function invitationIn(input: OwnInput) {
  const { principal, params } = input;
  return {
    by: principal,
    organizationId: organizationIn(input),
    invitationId: readId(params.invitation),
  };
}

export const inviteRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'organization_invite',
    at: [`${ONE}invite/`],
    access: 'authenticated',
    get: answerEmptyForm(inviteForm),
    post: answerForm(inviteForm),
  }),
  ...pageRoutes({
    name: 'organization_invitation_resend',
    at: [`${ONE}invitations/:invitation/resend/`],
    access: 'authenticated',
    post: resend,
  }),
  ...pageRoutes({
    name: 'organization_invitation_revoke',
    at: [`${ONE}invitations/:invitation/revoke/`],
    access: 'authenticated',
    post: revoke,
  }),
];
