import type { VNode } from 'preact';
import type { MemberRole, Organization } from '../../core/organization/organization.ts';
import { ORGANIZATION_NAME_MAX_LENGTH } from '../../core/organization/organization-name.ts';
import { EmailField } from '../../ui/account-fields.tsx';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { RadioField } from '../../ui/choice-fields.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { deletePath, invitePath, organizationPath, renamePath } from './paths.ts';

export interface OrganizationFormProps {
  readonly page: PageContext;
  readonly organization: Pick<Organization, 'id' | 'name'>;
  readonly form: FormState;
}

function Cancel({ page, organization }: OrganizationFormProps): VNode {
  return (
    <ButtonLink kind="quiet" href={organizationPath(organization.id)}>
      {page.t('dialog.cancel')}
    </ButtonLink>
  );
}

/** What a member is to be, as a choice. */
export function MemberRoleField({
  page,
  form,
  roles,
}: Pick<OrganizationFormProps, 'page' | 'form'> & { roles: readonly MemberRole[] }): VNode {
  const { t } = page;
  return (
    <RadioField
      t={t}
      form={form}
      name="role"
      label={t('organization.role_label')}
      choices={roles.map((value) => ({
        value,
        label: t(`organization.role.${value}`),
        hint: t(`organization.role_hint.${value}`),
      }))}
    />
  );
}

/** Fields on the wire: `email`, `role`. */
export function OrganizationInviteView(
  props: OrganizationFormProps & {
    /** What who invites may let people be. */
    roles: readonly MemberRole[];
    /** How many days an invitation is good. */
    days: number;
  },
): VNode {
  const { page, organization, form, roles, days } = props;
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="organizations"
      title={t('organization.invite_title', { name: organization.name })}
      lead={t('organization.invite_lead', { count: days })}
      refused={hasErrors(form)}
    >
      <section class="section">
        <Form page={page} action={invitePath(organization.id)} form={form}>
          <EmailField t={t} form={form} label={t('organization.invite_email')} />
          <MemberRoleField page={page} form={form} roles={roles} />
          <div class="form-actions">
            <SubmitButton>{t('organization.invite_submit')}</SubmitButton>
            <Cancel {...props} />
          </div>
        </Form>
      </section>
    </AccountPage>
  );
}

/** Field on the wire: `name`. */
export function OrganizationRenameView(props: OrganizationFormProps): VNode {
  const { page, organization, form } = props;
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="organizations"
      title={t('organization.rename_title', { name: organization.name })}
      refused={hasErrors(form)}
    >
      <section class="section">
        <Form page={page} action={renamePath(organization.id)} form={form}>
          <TextField
            t={t}
            form={form}
            name="name"
            label={t('organizations.name')}
            autocomplete="organization"
            maxLength={ORGANIZATION_NAME_MAX_LENGTH}
          />
          <div class="form-actions">
            <SubmitButton>{t('organization.rename_submit')}</SubmitButton>
            <Cancel {...props} />
          </div>
        </Form>
      </section>
    </AccountPage>
  );
}

/** Field on the wire: `name`, typed again, so that nobody ends one by a slip. */
export function OrganizationDeleteView(props: OrganizationFormProps): VNode {
  const { page, organization, form } = props;
  const { t } = page;
  const { id, name } = organization;
  return (
    <AccountPage
      page={page}
      section="organizations"
      title={t('organization.delete_title', { name })}
      lead={t('organization.delete_warning')}
      refused={hasErrors(form)}
    >
      <AccountSection danger title={name}>
        <ul class="plain-list">
          <li>{t('organization.delete_goes')}</li>
          <li>{t('organization.delete_stays')}</li>
        </ul>
        <Form page={page} action={deletePath(id)} form={form}>
          <TextField
            t={t}
            form={form}
            name="name"
            label={t('organization.delete_name')}
            autocomplete="off"
            maxLength={ORGANIZATION_NAME_MAX_LENGTH}
          />
          <div class="form-actions">
            <SubmitButton kind="danger">{t('organization.delete')}</SubmitButton>
            <Cancel {...props} />
          </div>
        </Form>
      </AccountSection>
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const organizationFormViews = {
  'organization-invite': OrganizationInviteView,
  'organization-rename': OrganizationRenameView,
  'organization-delete': OrganizationDeleteView,
};
