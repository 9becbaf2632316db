import type { VNode } from 'preact';
import type { Invitation } from '../../core/organization/invitation-store.ts';
import type { ShownOrganization } from '../../core/organization/list-organizations.ts';
import type { Member } from '../../core/organization/organization.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import { Notice } from '../../ui/notice.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { Pagination } from '../../ui/pagination.tsx';
import { Row } from '../../ui/row.tsx';
import { Tag } from '../../ui/tag.tsx';
import { paths } from '../paths.ts';
import { deletePath, invitePath, leavePath, memberPath, renamePath, switchPath, teamsPath } from './paths.ts';
import { Invitations } from './sent-invitation-views.tsx';
import type { Shown } from './shown.ts';

export interface OrganizationViewProps {
  readonly page: PageContext;
  /** With what who looks may there: buttons of what they may not are left out. */
  readonly organization: ShownOrganization;
  readonly ownId: number;
  /** Whether the session acts in it. */
  readonly isActive: boolean;
  readonly members: Shown<Member>;
  /** Where the pictures of those are who show one, by their ids. */
  readonly pictures: ReadonlyMap<number, string>;
  /** Null for who may not see who is invited. */
  readonly invitations: Shown<Invitation> | null;
  /** What was refused of what its buttons do. */
  readonly form: FormState;
}

/** A member's name as people say it, with the address that tells them from others of that name. */
export function memberName({ user }: Pick<Member, 'user'>): string {
  const fullName = `${user.firstName} ${user.lastName}`.trim();
  return fullName || user.username || user.email;
}

/** Who is no owner acts on no owner. */
function mayChange({ organization, ownId }: OrganizationViewProps, member: Member): boolean {
  const { permissions, role } = organization;
  const isBelow = role === null || role === 'owner' || member.role !== 'owner';
  return permissions.includes('stagedoor.change_membership') && isBelow && member.userId !== ownId;
}

function MemberRow(props: OrganizationViewProps & { member: Member }): VNode {
  const { page, organization, ownId, pictures, member } = props;
  const { t } = page;
  const name = memberName(member);
  const title = (
    <>
      <span class="row-name">{name}</span>
      {member.userId === ownId ? <Tag kind="brass">{t('organization.you')}</Tag> : null}
      {member.user.isActive ? null : <Tag kind="error">{t('organization.inactive')}</Tag>}
    </>
  );
  const facts = (
    <>
      <span>{t(`organization.role.${member.role}`)}</span>
      {member.siteRoles.map((role) => (
        <span key={role} class="mono">
          {role}
        </span>
      ))}
      {member.user.email === name ? null : <span class="row-name">{member.user.email}</span>}
    </>
  );
  const change = mayChange(props, member) ? (
    <a
      class="btn btn-quiet btn-small"
      href={memberPath(organization.id, member.userId)}
      aria-label={t('organization.change_named', { name })}
    >
      {t('organization.change')}
    </a>
  ) : null;
  return (
    <Row
      icon={<Avatar name={name} picture={pictures.get(member.userId) ?? null} />}
      title={title}
      lines={[facts]}
      action={change}
    />
  );
}

function Members(props: OrganizationViewProps): VNode {
  const { page, organization, members } = props;
  const { t } = page;
  return (
    <AccountSection title={t('organization.members')}>
      <ul class="rows">
        {members.rows.map((member) => (
          <MemberRow key={member.userId} {...props} member={member} />
        ))}
      </ul>
      <Pagination t={t} previousHref={null} nextHref={members.nextHref} />
      {organization.permissions.includes('stagedoor.add_invitation') ? (
        <div class="form-actions">
          <ButtonLink href={invitePath(organization.id)}>{t('organization.invite')}</ButtonLink>
        </div>
      ) : null}
    </AccountSection>
  );
}

function Current({ page, organization, isActive }: OrganizationViewProps): VNode | null {
  const { t } = page;
  const { id, role, permissions } = organization;
  return (
    <div class="form-actions">
      {role === null || isActive ? null : (
        <Form page={page} action={switchPath(id)}>
          <SubmitButton kind="quiet">{t('organization.switch')}</SubmitButton>
        </Form>
      )}
      {permissions.includes('stagedoor.view_team') ? (
        <ButtonLink kind="quiet" href={teamsPath(id)}>
          {t('team.title')}
        </ButtonLink>
      ) : null}
      {permissions.includes('stagedoor.change_organization') ? (
        <ButtonLink kind="quiet" href={renamePath(id)}>
          {t('organization.rename')}
        </ButtonLink>
      ) : null}
    </div>
  );
}

function Ends({ page, organization }: OrganizationViewProps): VNode | null {
  const { t } = page;
  const { id, role, permissions } = organization;
  const mayDelete = permissions.includes('stagedoor.delete_organization');
  if (role === null && !mayDelete) return null;
  return (
    <AccountSection
      danger
      title={t('organization.ends')}
      lead={t(mayDelete ? 'organization.ends_lead_owner' : 'organization.ends_lead')}
    >
      <div class="form-actions">
        {role === null ? null : (
          <ButtonLink kind="danger-quiet" href={leavePath(id)}>
            {t('organization.leave')}
          </ButtonLink>
        )}
        {mayDelete ? (
          <ButtonLink kind="danger-quiet" href={deletePath(id)}>
            {t('organization.delete')}
          </ButtonLink>
        ) : null}
      </div>
    </AccountSection>
  );
}

/** One organization: who is in it, who is invited, and what who looks may do about it. */
export function OrganizationView(props: OrganizationViewProps): VNode {
  const { page, organization, isActive, form } = props;
  const { t } = page;
  const { name, role } = organization;
  return (
    <AccountPage
      page={page}
      section="organizations"
      title={name}
      lead={
        <>
          {t(role === null ? 'organization.you_are_none' : `organization.you_are_${role}`)}{' '}
          {isActive ? t('organization.is_current') : null}
        </>
      }
      refused={hasErrors(form)}
    >
      {form.formErrors.length === 0 ? null : (
        <Notice kind="error" role="alert">
          {form.formErrors.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
      <Current {...props} />
      <Members {...props} />
      <Invitations {...props} />
      <Ends {...props} />
      <p>
        <a class="link" href={paths.organizations}>
          {t('organization.back')}
        </a>
      </p>
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const organizationDetailViews = { organization: OrganizationView };
