import type { VNode } from 'preact';
import type { Member, MemberRole } from '../../core/organization/organization.ts';
import type { Role } from '../../core/role/role.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { SelectField } from '../../ui/choice-fields.tsx';
import { Form } from '../../ui/form.tsx';
import { hasErrors } from '../../ui/form-state.ts';
import { ShieldIcon } from '../../ui/icons.tsx';
import { Row } from '../../ui/row.tsx';
import { MemberRoleField, type OrganizationFormProps } from './form-views.tsx';
import { memberName } from './organization-views.tsx';
import {
  giveRolePath,
  memberPath,
  organizationPath,
  removeMemberPath,
  takeRolePath,
  transferPath,
} from './paths.ts';

export interface OrganizationMemberViewProps extends OrganizationFormProps {
  readonly member: Member;
  /** What who looks may let them be. */
  readonly roles: readonly MemberRole[];
  /** The roles of the site that who looks may give there. */
  readonly givable: readonly Role[];
  /** Whether who looks may make them the owner in their own place. */
  readonly mayTransfer: boolean;
  readonly mayRemove: boolean;
}

function SiteRoles({ page, organization, member, givable, form }: OrganizationMemberViewProps): VNode | null {
  const { t } = page;
  const missing = givable.filter(({ name }) => !member.siteRoles.includes(name));
  if (missing.length === 0 && member.siteRoles.length === 0) return null;
  const { id } = organization;
  return (
    <AccountSection title={t('member.site_roles')} lead={t('member.site_roles_lead')}>
      {member.siteRoles.length === 0 ? null : (
        <ul class="rows">
          {member.siteRoles.map((role) => (
            <Row
              key={role}
              icon={<ShieldIcon />}
              title={<span class="row-name">{givable.find(({ name }) => name === role)?.label ?? role}</span>}
              action={
                <Form page={page} action={takeRolePath(id, member.userId)}>
                  <input type="hidden" name="role" value={role} />
                  <div class="form-actions">
                    <SubmitButton kind="quiet" small label={t('member.take_named', { role })}>
                      {t('member.take')}
                    </SubmitButton>
                  </div>
                </Form>
              }
            />
          ))}
        </ul>
      )}
      {missing.length === 0 ? null : (
        <Form page={page} action={giveRolePath(id, member.userId)}>
          <SelectField
            t={t}
            form={form}
            name="site_role"
            label={t('member.give_label')}
            choices={missing.map(({ name, label }) => ({ value: name, label: label || name }))}
          />
          <div class="form-actions">
            <SubmitButton kind="quiet">{t('member.give')}</SubmitButton>
          </div>
        </Form>
      )}
    </AccountSection>
  );
}

function Ends(props: OrganizationMemberViewProps): VNode | null {
  const { page, organization, member, mayTransfer, mayRemove } = props;
  const { t } = page;
  const { id } = organization;
  if (!mayRemove && !mayTransfer) return null;
  return (
    <AccountSection
      danger
      title={t(mayTransfer ? 'member.ends_owner' : 'member.ends')}
      lead={t(mayTransfer ? 'member.ends_lead_owner' : 'member.ends_lead')}
    >
      <div class="form-actions">
        {mayTransfer ? (
          <ButtonLink kind="danger-quiet" href={transferPath(id, member.userId)}>
            {t('member.transfer')}
          </ButtonLink>
        ) : null}
        {mayRemove ? (
          <ButtonLink kind="danger-quiet" href={removeMemberPath(id, member.userId)}>
            {t('member.remove')}
          </ButtonLink>
        ) : null}
      </div>
    </AccountSection>
  );
}

/** What a member is, and how they go. Fields on the wire: `role`; `site_role` of the form that gives one. */
export function OrganizationMemberView(props: OrganizationMemberViewProps): VNode {
  const { page, organization, member, roles, form } = props;
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="organizations"
      title={memberName(member)}
      lead={t('member.lead', { organization: organization.name, email: member.user.email })}
      refused={hasErrors(form)}
    >
      <section class="section">
        <Form page={page} action={memberPath(organization.id, member.userId)} form={form}>
          <MemberRoleField page={page} form={form} roles={roles} />
          <div class="form-actions">
            <SubmitButton>{t('member.save')}</SubmitButton>
            <ButtonLink kind="quiet" href={organizationPath(organization.id)}>
              {t('dialog.cancel')}
            </ButtonLink>
          </div>
        </Form>
      </section>
      <SiteRoles {...props} />
      <Ends {...props} />
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const organizationMemberViews = { 'organization-member': OrganizationMemberView };
