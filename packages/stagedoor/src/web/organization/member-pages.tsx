import { AccountsError } from '../../core/kernel/errors.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormFields, type FormPage, type Typed } from '../form-page.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { shownWith } from './detail-page.tsx';
import { memberIn, organizationIn, readMemberRole } from './input.ts';
import { rolesToGive } from './invite-pages.tsx';
import { OrganizationMemberView } from './member-views.tsx';
import { memberName } from './organization-views.tsx';
import { MEMBER, memberPath, organizationPath } from './paths.ts';

const drawMember: FormPage<FormFields, 'authenticated'>['draw'] = async (exchange, form, input) => {
  const { principal } = input;
  const { organizationId, userId } = memberIn(input);
  const shown = await shownWith(exchange, input, 'stagedoor.change_membership');
  const { organization } = exchange.context.useCases;
  const member = await organization.showMember({ principal, organizationId, userId });
  const givable = await organization.listGivableRoles({ principal, organizationId });
  const values = { role: member.role, ...form.values };
  return await answerPage(
    exchange,
    (page) => (
      <OrganizationMemberView
        page={page}
        organization={shown}
        member={member}
        roles={rolesToGive(shown.permissions)}
        givable={givable}
        mayTransfer={shown.role === 'owner' && userId !== principal.user.id}
        mayRemove={shown.permissions.includes('stagedoor.delete_membership')}
        form={{ ...form, values }}
      />
    ),
    input,
  );
};

/** A form on the page of a member. What it is refused for is said there; it leads on to where it answers. */
function memberForm<Fields extends FormFields>(
  fields: Fields,
  act: (exchange: Exchange, typed: Typed<Fields>, input: OwnInput) => Promise<string>,
) {
  return answerForm<Fields, 'authenticated'>({
    fields,
    draw: drawMember,
    act: async (exchange, typed, input) => goTo(exchange, await act(exchange, typed, input)),
  });
}

const setRole = memberForm({ role: 'text' }, async (exchange, { role }, input) => {
  const { organization } = exchange.context.useCases;
  const { by: principal, ...whom } = memberIn(input);
  // Once it is changed, whoever changed it may see less.
  const name = memberName(await organization.showMember({ principal, ...whom }));
  await organization.setMemberRole({ by: principal, ...whom, role: readMemberRole(role) });
  exchange.flash('success', exchange.translate('member.saved', { name }));
  return organizationPath(organizationIn(input));
});

const giveRole = memberForm({ site_role: 'text' }, async (exchange, { site_role: role }, input) => {
  const { by: principal, ...whom } = memberIn(input);
  const { organization } = exchange.context.useCases;
  // Once it is given, whoever gave it may see less, and the member may be gone.
  const name = memberName(await organization.showMember({ principal, ...whom }));
  await organization.assignRole({ by: principal, ...whom, role });
  exchange.flash('success', exchange.translate('member.given', { name, role }));
  return pathOf(input);
});

const takeRole = memberForm({ role: 'text' }, async (exchange, { role }, input) => {
  const isTaken = await exchange.context.useCases.organization.unassignRole({ ...memberIn(input), role });
  if (!isTaken) throw new AccountsError({ code: 'not-found' });
  exchange.flash('success', exchange.translate('member.taken', { role }));
  return pathOf(input);
});

function pathOf(input: OwnInput): string {
  const { organizationId, userId } = memberIn(input);
  return memberPath(organizationId, userId);
}

export const memberRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'organization_member',
    at: [MEMBER],
    access: 'authenticated',
    get: answerEmptyForm({ draw: drawMember }),
    post: setRole,
  }),
  ...pageRoutes({
    name: 'organization_role_assign',
    at: [`${MEMBER}roles/`],
    access: 'authenticated',
    post: giveRole,
  }),
  ...pageRoutes({
    name: 'organization_role_unassign',
    at: [`${MEMBER}roles/take/`],
    access: 'authenticated',
    post: takeRole,
  }),
];
