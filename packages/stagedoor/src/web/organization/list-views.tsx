import type { VNode } from 'preact';
import type { CreationStanding } from '../../core/organization/create-organization.ts';
import type { OwnOrganization } from '../../core/organization/organization.ts';
import { ORGANIZATION_NAME_MAX_LENGTH } from '../../core/organization/organization-name.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { SubmitButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import { PeopleIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { Pagination } from '../../ui/pagination.tsx';
import { Row } from '../../ui/row.tsx';
import { Tag } from '../../ui/tag.tsx';
import { paths } from '../paths.ts';
import { momentMade } from '../tell-organizations-apart.ts';
import { organizationPath, switchPath } from './paths.ts';

export interface OrganizationsViewProps {
  readonly page: PageContext;
  readonly organizations: readonly OwnOrganization[];
  /** The one that the session acts in; null for none. */
  readonly activeId: number | null;
  /** Where further ones are; null where these are the last. */
  readonly nextHref: string | null;
  /** Whether the form is shown that makes one; field on the wire: `name`. */
  readonly creation: CreationStanding;
  readonly form: FormState;
}

function OrganizationRow(props: {
  page: PageContext;
  organization: OwnOrganization;
  isActive: boolean;
  /** When it was made, where the name does not say which it is. */
  made: string | null;
}): VNode {
  const { page, organization, isActive, made } = props;
  const { t } = page;
  const { id, name, role } = organization;
  const title = (
    <>
      <a class="link row-name" href={organizationPath(id)}>
        {name}
      </a>
      {isActive ? <Tag kind="brass">{t('organizations.current')}</Tag> : null}
    </>
  );
  const action = isActive ? null : (
    <Form page={page} action={switchPath(id)}>
      <div class="form-actions">
        <SubmitButton
          kind="quiet"
          small
          label={t('organizations.switch_named', {
            name: made === null ? name : t('organizations.name_made', { name, moment: made }),
          })}
        >
          {t('organizations.switch')}
        </SubmitButton>
      </div>
    </Form>
  );
  return (
    <Row
      icon={<PeopleIcon />}
      title={title}
      lines={[
        <span key="role">{t(`organization.you_are_${role}`)}</span>,
        ...(made === null ? [] : [<span key="made">{t('organizations.made', { moment: made })}</span>]),
      ]}
      action={action}
    />
  );
}

function OrganizationList({ page, organizations, activeId, nextHref }: OrganizationsViewProps): VNode {
  const { t } = page;
  return (
    <AccountSection title={t('organizations.list')} lead={t('organizations.list_lead')}>
      <ul class="rows">
        {organizations.map((one) => (
          <OrganizationRow
            key={one.id}
            page={page}
            organization={one}
            isActive={one.id === activeId}
            made={momentMade(t, one, organizations)}
          />
        ))}
      </ul>
      <Pagination t={t} previousHref={null} nextHref={nextHref} />
      {activeId === null ? null : (
        <Form page={page} action={paths.noOrganization}>
          <div class="form-actions">
            <SubmitButton kind="quiet" small>
              {t('organizations.switch_off')}
            </SubmitButton>
          </div>
        </Form>
      )}
    </AccountSection>
  );
}

function Creation({ page, creation, form }: OrganizationsViewProps): VNode | null {
  const { t } = page;
  if (creation === 'none') return null;
  const lead = t(creation === 'unverified' ? 'organizations.create_unverified' : 'organizations.create_lead');
  return (
    <AccountSection title={t('organizations.create_title')} lead={lead}>
      {creation === 'unverified' ? (
        <p>
          <a class="link" href={paths.email}>
            {t('emails.title')}
          </a>
        </p>
      ) : (
        <Form page={page} action={paths.organizations} form={form}>
          <TextField
            t={t}
            form={form}
            name="name"
            label={t('organizations.name')}
            autocomplete="organization"
            maxLength={ORGANIZATION_NAME_MAX_LENGTH}
          />
          <div class="form-actions">
            <SubmitButton>{t('organizations.create')}</SubmitButton>
          </div>
        </Form>
      )}
    </AccountSection>
  );
}

/** One's own organizations, in which one the session acts, and the form that makes one. */
export function OrganizationsView(props: OrganizationsViewProps): VNode {
  const { page, organizations, form } = props;
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="organizations"
      title={t('organizations.title')}
      lead={t('organizations.lead')}
      refused={hasErrors(form)}
    >
      {organizations.length > 0 ? (
        <OrganizationList {...props} />
      ) : (
        <section class="section">
          <EmptyState
            icon={<PeopleIcon />}
            title={t('organizations.empty_title')}
            text={t('organizations.empty')}
          />
        </section>
      )}
      <Creation {...props} />
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const organizationListViews = { organizations: OrganizationsView };
