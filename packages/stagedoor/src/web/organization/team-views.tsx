import type { VNode } from 'preact';
import type { Page } from '../../core/kernel/page.ts';
import type { Member } from '../../core/organization/organization.ts';
import type { Team } from '../../core/team/team.ts';
import { TEAM_NAME_MAX_LENGTH } from '../../core/team/team-name.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { type Choice, SelectField } from '../../ui/choice-fields.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { hasErrors } from '../../ui/form-state.ts';
import { Pagination } from '../../ui/pagination.tsx';
import { Row } from '../../ui/row.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { OrganizationFormProps } from './form-views.tsx';
import { memberName } from './organization-views.tsx';
import {
  addToTeamPath,
  deleteTeamPath,
  organizationPath,
  removeFromTeamPath,
  teamPath,
  teamsPath,
} from './paths.ts';
import type { Shown } from './shown.ts';

export interface OrganizationTeamViewProps extends OrganizationFormProps {
  readonly team: Team;
  readonly members: Shown<Member>;
  readonly ownId: number;
  /** Where the pictures of those are who show one, by their ids. */
  readonly pictures: ReadonlyMap<number, string>;
  /** Who may be put into it, and whether there are more; null for who may not say who is in it. */
  readonly others: Page<Member> | null;
  readonly mayRename: boolean;
  readonly mayDelete: boolean;
}

function MemberRow(props: OrganizationTeamViewProps & { readonly member: Member }): VNode {
  const { page, organization, team, ownId, pictures, others, member } = props;
  const { t } = page;
  const name = memberName(member);
  const remove =
    others === null ? null : (
      <Form page={page} action={removeFromTeamPath(organization.id, team.id)}>
        <input type="hidden" name="user" value={member.userId} />
        <div class="form-actions">
          <SubmitButton kind="quiet" small label={t('team.take_out_named', { name })}>
            {t('team.take_out')}
          </SubmitButton>
        </div>
      </Form>
    );
  return (
    <Row
      icon={<Avatar name={name} picture={pictures.get(member.userId) ?? null} />}
      title={
        <>
          <span class="row-name">{name}</span>
          {member.userId === ownId ? <Tag kind="brass">{t('organization.you')}</Tag> : null}
          {member.user.isActive ? null : <Tag kind="error">{t('organization.inactive')}</Tag>}
        </>
      }
      lines={[
        <>
          <span>{t(`organization.role.${member.role}`)}</span>
          {member.user.email === name ? null : <span class="row-name">{member.user.email}</span>}
        </>,
      ]}
      action={remove}
    />
  );
}

function choiceOf(member: Member): Choice {
  const name = memberName(member);
  const { email } = member.user;
  return { value: String(member.userId), label: name === email ? name : `${name} (${email})` };
}

/** Once something was done here, such as somebody put in, this is what goes on. Field on the wire: `user`, the id of a member; `who`, their username or address, where there are too many to choose from. */
function Adding({ page, organization, team, others, form }: OrganizationTeamViewProps): VNode | null {
  const { t } = page;
  if (others === null) return null;
  if (others.rows.length === 0) return <p class="field-hint">{t('team.nobody_else')}</p>;
  const { compare } = new Intl.Collator(t.language);
  const choices = others.rows.map(choiceOf).toSorted((one, other) => compare(one.label, other.label));
  return (
    <Form page={page} action={addToTeamPath(organization.id, team.id)} form={form}>
      {others.next === null ? (
        <SelectField
          t={t}
          form={form}
          name="user"
          label={t('team.add_label')}
          emptyLabel={t('team.add_choose')}
          isFirst={page.flashes.length > 0}
          choices={choices}
        />
      ) : (
        <TextField
          t={t}
          form={form}
          name="who"
          label={t('team.add_by_name')}
          autocomplete="off"
          isFirst={page.flashes.length > 0}
        />
      )}
      <div class="form-actions">
        <SubmitButton>{t('team.add')}</SubmitButton>
      </div>
    </Form>
  );
}

function Members(props: OrganizationTeamViewProps): VNode {
  const { page, members } = props;
  const { t } = page;
  return (
    <AccountSection title={t('organization.members')}>
      <Adding {...props} />
      {members.rows.length === 0 ? (
        <p>{t('team.no_members')}</p>
      ) : (
        <ul class="rows">
          {members.rows.map((member) => (
            <MemberRow key={member.userId} {...props} member={member} />
          ))}
        </ul>
      )}
      <Pagination t={t} previousHref={null} nextHref={members.nextHref} />
    </AccountSection>
  );
}

/** Field on the wire: `name`. */
function Renaming({ page, organization, team, mayRename, form }: OrganizationTeamViewProps): VNode | null {
  const { t } = page;
  if (!mayRename) return null;
  return (
    <AccountSection title={t('team.rename_title')}>
      <Form page={page} action={teamPath(organization.id, team.id)} form={form}>
        <TextField
          t={t}
          form={form}
          name="name"
          label={t('team.name')}
          autocomplete="off"
          maxLength={TEAM_NAME_MAX_LENGTH}
        />
        <div class="form-actions">
          <SubmitButton kind="quiet">{t('organization.rename_submit')}</SubmitButton>
        </div>
      </Form>
    </AccountSection>
  );
}

function Ends({ page, organization, team, mayDelete }: OrganizationTeamViewProps): VNode | null {
  const { t } = page;
  if (!mayDelete) return null;
  return (
    <AccountSection danger title={t('team.delete')} lead={t('team.delete_warning')}>
      <div class="form-actions">
        <ButtonLink kind="danger-quiet" href={deleteTeamPath(organization.id, team.id)}>
          {t('team.delete')}
        </ButtonLink>
      </div>
    </AccountSection>
  );
}

/** One team: who is in it, and what who looks may do about it. */
export function OrganizationTeamView(props: OrganizationTeamViewProps): VNode {
  const { page, organization, team, form } = props;
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="organizations"
      title={team.name}
      lead={t('team.lead', { organization: organization.name })}
      refused={hasErrors(form)}
    >
      <Members {...props} />
      <Renaming {...props} />
      <Ends {...props} />
      <p>
        <a class="link" href={teamsPath(organization.id)}>
          {t('team.back_to_list')}
        </a>{' '}
        ·{' '}
        <a class="link" href={organizationPath(organization.id)}>
          {t('team.back', { name: organization.name })}
        </a>
      </p>
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const organizationTeamViews = { 'organization-team': OrganizationTeamView };
