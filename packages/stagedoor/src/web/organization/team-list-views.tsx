import type { VNode } from 'preact';
import type { Team } from '../../core/team/team.ts';
import { TEAM_NAME_MAX_LENGTH } from '../../core/team/team-name.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { SubmitButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { hasErrors } from '../../ui/form-state.ts';
import { PeopleIcon } from '../../ui/icons.tsx';
import { Pagination } from '../../ui/pagination.tsx';
import { Row } from '../../ui/row.tsx';
import type { OrganizationFormProps } from './form-views.tsx';
import { organizationPath, teamPath, teamsPath } from './paths.ts';
import type { Shown } from './shown.ts';

export interface OrganizationTeamsViewProps extends OrganizationFormProps {
  readonly teams: Shown<Team>;
  /** How many are in each, by its id. */
  readonly counts: ReadonlyMap<number, number>;
  /** Whether the form is shown that makes one; field on the wire: `name`. */
  readonly mayMake: boolean;
}

function List({ page, organization, teams, counts, mayMake }: OrganizationTeamsViewProps): VNode {
  const { t } = page;
  if (teams.rows.length === 0)
    return (
      <section class="section">
        <EmptyState
          icon={<PeopleIcon />}
          title={t('team.empty_title')}
          text={t(mayMake ? 'team.empty' : 'team.empty_to_members')}
        />
      </section>
    );
  return (
    <section class="section">
      <ul class="rows">
        {teams.rows.map(({ id, name }) => (
          <Row
            key={id}
            icon={<PeopleIcon />}
            title={
              <a class="link row-name row-link" href={teamPath(organization.id, id)}>
                {name}
              </a>
            }
            lines={[<span>{t('team.members', { count: counts.get(id) ?? 0 })}</span>]}
          />
        ))}
      </ul>
      <Pagination t={t} previousHref={null} nextHref={teams.nextHref} />
    </section>
  );
}

/** The teams of an organization, and the form that makes one. */
export function OrganizationTeamsView(props: OrganizationTeamsViewProps): VNode {
  const { page, organization, mayMake, form } = props;
  const { t } = page;
  const { id, name } = organization;
  return (
    <AccountPage
      page={page}
      section="organizations"
      title={t('team.list_title', { name })}
      lead={t('team.list_lead')}
      refused={hasErrors(form)}
    >
      <List {...props} />
      {mayMake ? (
        <AccountSection title={t('team.make_title')} lead={t('team.make_lead')}>
          <Form page={page} action={teamsPath(id)} form={form}>
            <TextField
              t={t}
              form={form}
              name="name"
              label={t('team.name')}
              autocomplete="off"
              maxLength={TEAM_NAME_MAX_LENGTH}
            />
            <div class="form-actions">
              <SubmitButton>{t('team.make')}</SubmitButton>
            </div>
          </Form>
        </AccountSection>
      ) : null}
      <p>
        <a class="link" href={organizationPath(id)}>
          {t('team.back', { name })}
        </a>
      </p>
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const organizationTeamListViews = { 'organization-teams': OrganizationTeamsView };
