import type { VNode } from 'preact';
import type { Settings } from '../../core/settings.ts';
import { CurrentPasswordField, EmailField } from '../../ui/account-fields.tsx';
import { AccountPage } from '../../ui/account-page.tsx';
import { AuthPage } from '../../ui/auth-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import { AlertIcon, CheckIcon, MailIcon, ShieldIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { emailConfirmPath, emailUndoPath, paths } from '../paths.ts';

export interface EmailChangeViewProps {
  readonly page: PageContext;
  /** Fields on the wire: `email`, `password`. */
  readonly form: FormState;
  /** Whether the change needs the password first. */
  readonly asksForPassword: boolean;
}

export function EmailChangeView({ page, form, asksForPassword }: EmailChangeViewProps): VNode {
  const { t, user } = page;
  return (
    <AccountPage
      page={page}
      section="security"
      title={t('email.title')}
      lead={t('email.lead')}
      refused={hasErrors(form)}
    >
      <div class="section">
        {user?.email ? (
          <div>
            <p class="field-label">{t('email.current')}</p>
            <p class="mono">{user.email}</p>
          </div>
        ) : null}
        <Form page={page} action={paths.emailChange} form={form}>
          <EmailField t={t} form={form} label={t('email.new')} />
          {asksForPassword ? <CurrentPasswordField t={t} form={form} /> : null}
          <div class="form-actions">
            <SubmitButton>{t('email.submit')}</SubmitButton>
          </div>
        </Form>
      </div>
    </AccountPage>
  );
}

/** The same whether or not the address belongs to somebody; `email` is what was typed, or null if unknown. */
export function EmailChangeSentView({ page, email }: { page: PageContext; email: string | null }): VNode {
  const { t } = page;
  const alternatives = (
    <p>
      <a class="link" href={paths.security}>
        {t('nav.security')}
      </a>
    </p>
  );
  return (
    <AuthPage
      page={page}
      title={t('email.sent_title')}
      lead={t('email.sent')}
      seal={<MailIcon />}
      alternatives={alternatives}
    >
      {email ? <p class="address">{email}</p> : null}
    </AuthPage>
  );
}

/** What the mailed link opens, in the logged-in session. */
export function EmailConfirmView(props: {
  page: PageContext;
  confirmKey: string;
  newEmail: string;
  logInBy: Settings['logInBy'];
}): VNode {
  const { page, confirmKey, newEmail, logInBy } = props;
  const { t } = page;
  const lead = t(logInBy === 'username' ? 'email.confirm_text_by_username' : 'email.confirm_text');
  return (
    <AuthPage page={page} title={t('email.confirm_title')} lead={lead} seal={<MailIcon />}>
      <p class="address">{newEmail}</p>
      <Form page={page} action={emailConfirmPath(confirmKey)}>
        <SubmitButton>{t('email.confirm_submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}

/** What the message to the old address opens; needs no session. */
export function EmailUndoView({ page, undoKey }: { page: PageContext; undoKey: string }): VNode {
  const { t } = page;
  return (
    <AuthPage page={page} title={t('email.undo_title')} lead={t('email.undo_text')} seal={<ShieldIcon />}>
      <Form page={page} action={emailUndoPath(undoKey)}>
        <SubmitButton>{t('email.undo_submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}

export function EmailUndoneView({ page }: { page: PageContext }): VNode {
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('email.undone_title')}
      lead={t('email.undone')}
      seal={<CheckIcon />}
      sealKind="success"
    >
      <ButtonLink href={paths.passwordReset}>{t('mail.reset_action')}</ButtonLink>
    </AuthPage>
  );
}

/** For confirm and undo links alike. */
export function EmailBadLinkView({ page }: { page: PageContext }): VNode {
  const { t, user } = page;
  return (
    <AuthPage
      page={page}
      title={t('email.confirm_bad_title')}
      lead={t('email.confirm_bad')}
      seal={<AlertIcon />}
      sealKind="error"
    >
      <ButtonLink href={user ? paths.email : page.links.home}>
        {t(user ? 'email.again' : 'error.home')}
      </ButtonLink>
    </AuthPage>
  );
}

/** The pages here that a site may draw itself. */
export const emailViews = {
  'email-change': EmailChangeView,
  'email-change-sent': EmailChangeSentView,
  'email-confirm': EmailConfirmView,
  'email-undo': EmailUndoView,
  'email-undone': EmailUndoneView,
  'email-bad-link': EmailBadLinkView,
};
