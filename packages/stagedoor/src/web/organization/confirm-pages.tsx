import { AccountsError } from '../../core/kernel/errors.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import type { Translator } from '../../texts/translator.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { OrganizationConfirmView, type OrganizationConfirmViewProps } from './confirm-views.tsx';
import { shownWith } from './detail-page.tsx';
import { memberIn, organizationIn, teamIn } from './input.ts';
import { memberName } from './organization-views.tsx';
import {
  deletePath,
  deleteTeamPath,
  leavePath,
  MEMBER,
  memberPath,
  ONE,
  organizationPath,
  removeMemberPath,
  TEAM,
  teamPath,
  teamsPath,
  transferPath,
} from './paths.ts';

type NoFields = Record<never, never>;
type Asked = Omit<OrganizationConfirmViewProps, 'page' | 'form'>;

/** A page that asks whether something is meant, and a form that does it. */
function confirmRoutes({
  name,
  at,
  ask,
  act,
}: {
  readonly name: string;
  readonly at: string;
  /** @throws AccountsError for who may not do it, as `act` would */
  readonly ask: (exchange: Exchange, input: OwnInput) => Promise<Asked>;
  /** Answers where it leads. */
  readonly act: (exchange: Exchange, input: OwnInput) => Promise<string>;
}): readonly Route[] {
  const page: FormPage<NoFields, 'authenticated'> = {
    fields: {},
    async draw(exchange, form, input) {
      const asked = await ask(exchange, input);
      return await answerPage(
        exchange,
        (page) => <OrganizationConfirmView {...{ page, form, ...asked }} />,
        input,
      );
    },
    act: async (exchange, _, input) => goTo(exchange, await act(exchange, input)),
  };
  return pageRoutes({
    name,
    at: [at],
    access: 'authenticated',
    get: answerEmptyForm(page),
    post: answerForm(page),
  });
}

const leave = confirmRoutes({
  name: 'organization_leave',
  at: `${ONE}leave/`,
  async ask({ context, translate: t }, input) {
    const { principal } = input;
    const organizationId = organizationIn(input);
    const organization = await context.useCases.organization.show({ principal, organizationId });
    if (organization.role === null) throw new AccountsError({ code: 'not-found' });
    const { name } = organization;
    const backPath = organizationPath(organizationId);
    const asked = { organization, action: leavePath(organizationId), about: name, backPath };
    if (!(await context.useCases.organization.mayLeave({ principal, organizationId })))
      return { ...asked, ...lastOwner(t, { id: organizationId, name }) };
    return {
      ...asked,
      title: t('organization.leave_title', { name }),
      points: [t('organization.leave_loses'), t('organization.leave_text')],
      confirm: t('organization.leave'),
    };
  },
  async act(exchange, input) {
    const { principal } = input;
    const organizationId = organizationIn(input);
    const { organization } = exchange.context.useCases;
    const { name } = await organization.show({ principal, organizationId });
    await organization.leave({ principal, organizationId });
    exchange.flash('success', exchange.translate('organization.left', { name }));
    return paths.organizations;
  },
});

/** What the last owner can do, who cannot leave. */
function lastOwner(t: Translator, { id, name }: { readonly id: number; readonly name: string }) {
  return {
    title: t('organization.leave_not_title', { name }),
    points: [t('organization.leave_not')],
    confirm: null,
    instead: [
      { label: t('organization.to_members'), path: organizationPath(id) },
      { label: t('organization.delete'), path: deletePath(id) },
    ],
  };
}

/** Whom it is about, and in which organization, for who holds there what the act asks for. The page of a member is for who may change them. */
async function askedMember(exchange: Exchange, input: OwnInput, permission: string) {
  const { by: principal, organizationId, userId } = memberIn(input);
  const organization = await shownWith(exchange, input, permission);
  const member = await exchange.context.useCases.organization.showMember({
    principal,
    organizationId,
    userId,
  });
  const name = memberName(member);
  const mayChange = organization.permissions.includes('stagedoor.change_membership');
  const backPath = mayChange ? memberPath(organizationId, userId) : organizationPath(organizationId);
  return { organization, name, about: name, backPath };
}

const removeMember = confirmRoutes({
  name: 'organization_member_remove',
  at: `${MEMBER}remove/`,
  async ask(exchange, input) {
    const { translate: t } = exchange;
    const { name, ...asked } = await askedMember(exchange, input, 'stagedoor.delete_membership');
    const { id, name: organization } = asked.organization;
    return {
      ...asked,
      action: removeMemberPath(id, memberIn(input).userId),
      title: t('member.remove_title', { name, organization }),
      points: [t('member.remove_text')],
      confirm: t('member.remove'),
    };
  },
  async act(exchange, input) {
    const { name } = await askedMember(exchange, input, 'stagedoor.delete_membership');
    await exchange.context.useCases.organization.removeMember(memberIn(input));
    exchange.flash('success', exchange.translate('member.removed', { name }));
    return organizationPath(organizationIn(input));
  },
});

const transfer = confirmRoutes({
  name: 'organization_transfer',
  at: `${MEMBER}transfer/`,
  async ask(exchange, input) {
    const { translate: t } = exchange;
    const { name, ...asked } = await askedMember(exchange, input, 'stagedoor.change_membership');
    const { id, name: organization, role } = asked.organization;
    if (role !== 'owner') throw new AccountsError({ code: 'permission-denied' });
    return {
      ...asked,
      action: transferPath(id, memberIn(input).userId),
      title: t('member.transfer_title', { name, organization }),
      points: [t('member.transfer_text', { name })],
      confirm: t('member.transfer'),
    };
  },
  async act(exchange, input) {
    const { by: principal, ...whom } = memberIn(input);
    const { name } = await askedMember(exchange, input, 'stagedoor.change_membership');
    await exchange.context.useCases.organization.transfer({ principal, ...whom });
    exchange.flash('success', exchange.translate('member.transferred', { name }));
    return organizationPath(organizationIn(input));
  },
});

/** How many lose it: everybody may be in a team, so they are counted. */
function teamPoints(t: Translator, count: number): readonly string[] {
  return [t('team.delete_warning'), count === 0 ? t('team.no_members') : t('team.delete_members', { count })];
}

const deleteTeam = confirmRoutes({
  name: 'organization_team_delete',
  at: `${TEAM}delete/`,
  async ask(exchange, input) {
    const { context, translate: t } = exchange;
    const { by: principal, organizationId, teamId } = teamIn(input);
    const organization = await shownWith(exchange, input, 'stagedoor.delete_team');
    const { name } = await context.useCases.team.show({ principal, organizationId, teamId });
    const counts = await context.useCases.team.countMembers({ principal, organizationId, teamIds: [teamId] });
    return {
      organization,
      action: deleteTeamPath(organizationId, teamId),
      title: t('team.delete_title', { name }),
      about: name,
      points: teamPoints(t, counts.get(teamId) ?? 0),
      confirm: t('team.delete'),
      backPath: teamPath(organizationId, teamId),
    };
  },
  async act(exchange, input) {
    const { by: principal, organizationId, teamId } = teamIn(input);
    const { team } = exchange.context.useCases;
    const { name } = await team.show({ principal, organizationId, teamId });
    await team.delete({ by: principal, organizationId, teamId });
    exchange.flash('success', exchange.translate('team.deleted', { name }));
    return teamsPath(organizationId);
  },
});

export const confirmedRoutes: readonly Route[] = [...leave, ...removeMember, ...transfer, ...deleteTeam];
