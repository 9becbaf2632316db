import type { VNode } from 'preact';
import type { OwnAddress } from '../../core/account/email/own-addresses.ts';
import type { Settings } from '../../core/settings.ts';
import { CurrentPasswordField, EmailField } from '../../ui/account-fields.tsx';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { AuthPage } from '../../ui/auth-page.tsx';
import { SubmitButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import { MailIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Row, RowAction } from '../../ui/row.tsx';
import { Tag } from '../../ui/tag.tsx';
import { emailAddPath, emailPrimaryPath, emailRemovePath, emailSendPath, paths } from '../paths.ts';

interface RowProps {
  readonly page: PageContext;
  readonly address: OwnAddress;
  readonly logInBy: Settings['logInBy'];
}

/** What the address is for, in a line. */
function State({ page, address, logInBy }: RowProps): VNode {
  const { t, now } = page;
  const { isPrimary, isVerified, keptUntil } = address;
  if (keptUntil !== null) {
    return (
      <span>
        {t('emails.kept')} <RelativeTime t={t} moment={keptUntil} now={now} />.
      </span>
    );
  }
  if (!isVerified) return <span>{t('emails.unverified')}</span>;
  if (!isPrimary) return <span>{t('emails.other_use')}</span>;
  return <span>{t(logInBy === 'username' ? 'emails.primary_use_by_username' : 'emails.primary_use')}</span>;
}

function Actions({ page, address }: Pick<RowProps, 'page' | 'address'>): VNode | null {
  const { t } = page;
  const { id, email, isPrimary, isVerified, keptUntil } = address;
  if (isPrimary && isVerified) return null;
  return (
    <div class="row-actions">
      {isVerified ? (
        <Form page={page} action={emailPrimaryPath(id)}>
          <SubmitButton kind="quiet" small label={t('emails.make_primary_named', { email })}>
            {t('emails.make_primary')}
          </SubmitButton>
        </Form>
      ) : (
        <Form page={page} action={emailSendPath(id)}>
          <SubmitButton kind="quiet" small label={t('emails.send_named', { email })}>
            {t('emails.send')}
          </SubmitButton>
        </Form>
      )}
      {isPrimary || keptUntil !== null ? null : (
        <RowAction
          page={page}
          id={`address-${id}`}
          action={emailRemovePath(id)}
          button={{ text: t('emails.remove'), label: t('emails.remove_named', { email }) }}
          question={t('emails.remove_title')}
          text={t('emails.remove_text', { email })}
          confirm={t('emails.remove')}
        />
      )}
    </div>
  );
}

function AddressRow(props: RowProps): VNode {
  const { page, address } = props;
  const { t } = page;
  const title = (
    <>
      <span class="row-name">{address.email}</span>
      {address.isPrimary ? <Tag kind="brass">{t('emails.primary')}</Tag> : null}
      {address.isVerified ? (
        <Tag kind="success">{t('security.email_verified')}</Tag>
      ) : (
        <Tag kind="error">{t('security.email_unverified')}</Tag>
      )}
    </>
  );
  return (
    <Row icon={<MailIcon />} title={title} lines={[<State key="state" {...props} />]}>
      <Actions page={page} address={address} />
    </Row>
  );
}

export interface AddressListViewProps {
  readonly page: PageContext;
  readonly addresses: readonly OwnAddress[];
  /** What a person logs in with. */
  readonly logInBy: Settings['logInBy'];
  /** The form that adds one; fields on the wire: `email`, `password`. */
  readonly form: FormState;
  /** Whether adding one needs the password first. */
  readonly asksForPassword: boolean;
}

/** All addresses of the account with what can be done to each, and the form that adds one. */
export function AddressListView(props: AddressListViewProps): VNode {
  const { page, addresses, logInBy, form, asksForPassword } = props;
  const { t, user } = page;
  return (
    <AccountPage
      page={page}
      section="security"
      title={t('emails.title')}
      lead={t(user?.email ? 'emails.lead' : 'emails.lead_none')}
      refused={hasErrors(form)}
    >
      {addresses.length === 0 ? null : (
        <AccountSection title={t('emails.list')}>
          <ul class="rows">
            {addresses.map((address) => (
              <AddressRow key={address.id} page={page} address={address} logInBy={logInBy} />
            ))}
          </ul>
          {user?.email ? (
            <p>
              <a class="link" href={paths.emailChange}>
                {t('emails.replace')}
              </a>
            </p>
          ) : null}
        </AccountSection>
      )}
      <AccountSection title={t('emails.add_title')} lead={t('emails.add_lead')}>
        <Form page={page} action={paths.email} form={form}>
          <EmailField t={t} form={form} label={t('emails.other')} />
          {asksForPassword ? <CurrentPasswordField t={t} form={form} /> : null}
          <div class="form-actions">
            <SubmitButton>{t('emails.add')}</SubmitButton>
          </div>
        </Form>
      </AccountSection>
    </AccountPage>
  );
}

/** What the link to an added address opens, in the logged-in session. */
export function AddressConfirmView(props: { page: PageContext; addKey: string; email: string }): VNode {
  const { page, addKey, email } = props;
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('emails.confirm_title')}
      lead={t('emails.confirm_text')}
      seal={<MailIcon />}
    >
      <p class="address">{email}</p>
      <Form page={page} action={emailAddPath(addKey)}>
        <SubmitButton>{t('emails.confirm_submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}

/** The pages here that a site may draw itself. */
export const addressListViews = {
  'email-addresses': AddressListView,
  'email-address-confirm': AddressConfirmView,
};
