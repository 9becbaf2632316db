import type { VNode } from 'preact';
import { AccountPage } from '../../ui/account-page.tsx';
import { AuthPage } from '../../ui/auth-page.tsx';
import { SubmitButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { hasErrors } from '../../ui/form-state.ts';
import { NewPasswordFields, type NewPasswordViewProps } from '../../ui/new-password-fields.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import { paths } from '../paths.ts';

/** A password manager must know whose password it saves; nobody else needs this field. */
function AccountName({ page }: { page: PageContext }): VNode {
  return (
    <input type="hidden" autocomplete="username" value={page.user?.email || page.user?.displayName || ''} />
  );
}

function ChangeFields(props: NewPasswordViewProps): VNode {
  const { page, form } = props;
  const { t } = page;
  return (
    <>
      <AccountName page={page} />
      <div class="stack-tight">
        <PasswordField t={t} form={form} name="old_password" label={t('label.old_password')} use="current" />
        <p>
          <a class="link inline-action" href={paths.passwordReset}>
            {t('login.forgot')}
          </a>
        </p>
      </div>
      <NewPasswordFields {...props} />
    </>
  );
}

export interface PasswordChangeViewProps extends NewPasswordViewProps {
  /** The page that sent the visitor here, if one did. */
  readonly next: string | null;
}

/** Fields on the wire: `old_password`, `new_password1`, `new_password2`, `next`. */
export function PasswordChangeView(props: PasswordChangeViewProps): VNode {
  const { page, form, next } = props;
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="security"
      title={t('password_change.title')}
      lead={t('password_change.lead')}
      refused={hasErrors(form)}
    >
      <div class="section">
        <Form page={page} action={page.path.split('?', 1)[0] ?? ''} form={form} next={next}>
          <ChangeFields {...props} />
          <div class="form-actions">
            <SubmitButton>{t('password_change.submit')}</SubmitButton>
          </div>
        </Form>
      </div>
    </AccountPage>
  );
}

/** The same form for somebody who may do nothing else yet; the ways elsewhere are left out. */
export function PasswordRenewView(props: PasswordChangeViewProps): VNode {
  const { page, form, next } = props;
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('password_renew.title')}
      lead={t('password_renew.lead')}
      refused={hasErrors(form)}
    >
      <Form page={page} action={paths.passwordChange} form={form} next={next}>
        <ChangeFields {...props} />
        <SubmitButton>{t('password_change.submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}

export function PasswordChangeDoneView({ page }: { page: PageContext }): VNode {
  const { t, user } = page;
  return (
    <AccountPage page={page} section="security" title={t('password_change.done_title')}>
      <Notice kind="success">
        <p>
          {t('password_change.done')} {user?.email ? t('password_change.done_mail') : null}
        </p>
      </Notice>
      <p>
        <a class="link" href={paths.security}>
          {t('nav.security')}
        </a>
      </p>
    </AccountPage>
  );
}

/** For an account without a usable password: no old one is asked. Fields: `new_password1`, `new_password2`. */
export function PasswordSetView(props: NewPasswordViewProps): VNode {
  const { page, form } = props;
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="security"
      title={t('password_set.title')}
      lead={t('password_set.lead')}
      refused={hasErrors(form)}
    >
      <div class="section">
        <Form page={page} action={paths.passwordSet} form={form}>
          <AccountName page={page} />
          <NewPasswordFields {...props} />
          <div class="form-actions">
            <SubmitButton>{t('password_set.submit')}</SubmitButton>
          </div>
        </Form>
      </div>
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const passwordViews = {
  'password-change': PasswordChangeView,
  'password-renew': PasswordRenewView,
  'password-change-done': PasswordChangeDoneView,
  'password-set': PasswordSetView,
};
