import { fieldRefusal } from '../../core/kernel/errors.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormFields, type FormPage, type Typed } from '../form-page.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { picturePathsOf } from '../picture-paths.ts';
import { readId } from '../read-id.ts';
import { shownWith } from './detail-page.tsx';
import { organizationIn, teamIn } from './input.ts';
import { idAfter, nextPage } from './list-pages.tsx';
import { memberName } from './organization-views.tsx';
import { TEAM, TEAMS, teamPath, teamsPath } from './paths.ts';
import { OrganizationTeamsView } from './team-list-views.tsx';
import { OrganizationTeamView } from './team-views.tsx';

const LISTED = 50;
/** Among more nobody looks for one: they are named. */
const MOST_CHOICES = 100;
const nameFields = { name: 'text' } as const;

function pathOf(input: OwnInput): string {
  const { organizationId, teamId } = teamIn(input);
  return teamPath(organizationId, teamId);
}

const teamsForm: FormPage<typeof nameFields, 'authenticated'> = {
  fields: nameFields,
  async draw(exchange, form, input) {
    const { principal } = input;
    const organization = await shownWith(exchange, input, 'stagedoor.view_team');
    const organizationId = organization.id;
    const asked = { principal, organizationId, afterId: idAfter(exchange), limit: LISTED };
    const { team } = exchange.context.useCases;
    const { rows, next } = await team.list(asked);
    const teamIds = rows.map(({ id }) => id);
    const counts = await team.countMembers({ principal, organizationId, teamIds });
    const teams = { rows, nextHref: nextPage(teamsPath(organizationId), next) };
    const mayMake = organization.permissions.includes('stagedoor.add_team');
    return await answerPage(
      exchange,
      (page) => <OrganizationTeamsView {...{ page, organization, teams, counts, mayMake, form }} />,
      input,
    );
  },
  async act(exchange, { name }, input) {
    const organizationId = organizationIn(input);
    const asked = { by: input.principal, organizationId, name };
    const team = await exchange.context.useCases.team.create(asked);
    exchange.flash('success', exchange.translate('team.made', { name: team.name }));
    return goTo(exchange, teamPath(organizationId, team.id));
  },
};

const drawTeam: FormPage<FormFields, 'authenticated'>['draw'] = async (exchange, form, input) => {
  const { principal } = input;
  const { organizationId, teamId } = teamIn(input);
  const organization = await shownWith(exchange, input, 'stagedoor.view_team');
  const { team: teams } = exchange.context.useCases;
  const asked = { principal, organizationId, teamId };
  const team = await teams.show(asked);
  const { rows, next } = await teams.listMembers({ ...asked, afterId: idAfter(exchange), limit: LISTED });
  const pictures = await picturePathsOf(
    exchange,
    rows.map(({ userId }) => userId),
  );
  const may = (permission: string) => organization.permissions.includes(permission);
  const others = may('stagedoor.change_membership')
    ? await teams.listOutside({ ...asked, limit: MOST_CHOICES })
    : null;
  return await answerPage(
    exchange,
    (page) => (
      <OrganizationTeamView
        {...{ page, organization, team, pictures, others }}
        ownId={principal.user.id}
        members={{ rows, nextHref: nextPage(teamPath(organizationId, teamId), next) }}
        mayRename={may('stagedoor.change_team')}
        mayDelete={may('stagedoor.delete_team')}
        form={{ ...form, values: { name: team.name, ...form.values } }}
      />
    ),
    input,
  );
};

/** A form on the page of a team. What it is refused for is said there; it leads on to where it answers. */
function teamForm<Fields extends FormFields>(
  fields: Fields,
  act: (exchange: Exchange, typed: Typed<Fields>, input: OwnInput) => Promise<string>,
) {
  return answerForm<Fields, 'authenticated'>({
    fields,
    draw: drawTeam,
    act: async (exchange, typed, input) => goTo(exchange, await act(exchange, typed, input)),
  });
}

const rename = teamForm(nameFields, async (exchange, { name }, input) => {
  await exchange.context.useCases.team.rename({ ...teamIn(input), name });
  exchange.flash('success', exchange.translate('organization.renamed'));
  return pathOf(input);
});

/** Whoever may not say who is in it is told so, whatever they sent. */
async function requireMayChange(exchange: Exchange, input: OwnInput): Promise<void> {
  await shownWith(exchange, input, 'stagedoor.change_membership');
}

function userIn(user: string): number {
  if (user === '') throw fieldRefusal('user', 'blank');
  return readId(user);
}

/** Read before anything is done: then whoever did it may see less, and the member may be gone. */
async function nameOf(exchange: Exchange, input: OwnInput, userId: number): Promise<string> {
  const { by: principal, organizationId } = teamIn(input);
  const { organization } = exchange.context.useCases;
  return memberName(await organization.showMember({ principal, organizationId, userId }));
}

const addMember = teamForm({ user: 'text', who: 'text' }, async (exchange, { user, who }, input) => {
  const { team } = exchange.context.useCases;
  const { by: principal, ...which } = teamIn(input);
  await requireMayChange(exchange, input);
  const userId = who === '' ? userIn(user) : await team.findMember({ principal, ...which, who });
  const name = await nameOf(exchange, input, userId);
  await team.addMember({ by: principal, ...which, userId });
  exchange.flash('success', exchange.translate('team.added', { name }));
  return pathOf(input);
});

const removeMember = teamForm({ user: 'text' }, async (exchange, { user }, input) => {
  await requireMayChange(exchange, input);
  const userId = userIn(user);
  const name = await nameOf(exchange, input, userId);
  await exchange.context.useCases.team.removeMember({ ...teamIn(input), userId });
  exchange.flash('success', exchange.translate('team.taken_out', { name }));
  return pathOf(input);
});

export const teamRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'organization_teams',
    at: [TEAMS],
    access: 'authenticated',
    get: answerEmptyForm(teamsForm),
    post: answerForm(teamsForm),
  }),
  ...pageRoutes({
    name: 'organization_team',
    at: [TEAM],
    access: 'authenticated',
    get: answerEmptyForm({ draw: drawTeam }),
    post: rename,
  }),
  ...pageRoutes({
    name: 'organization_team_member_add',
    at: [`${TEAM}members/`],
    access: 'authenticated',
    post: addMember,
  }),
  ...pageRoutes({
    name: 'organization_team_member_remove',
    at: [`${TEAM}members/remove/`],
    access: 'authenticated',
    post: removeMember,
  }),
];
