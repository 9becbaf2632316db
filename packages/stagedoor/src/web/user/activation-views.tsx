import type { VNode } from 'preact';
import type { PasswordReason } from '../../core/account/activation/why-password.ts';
import { EmailField } from '../../ui/account-fields.tsx';
import { AccountName } from '../../ui/account-name.tsx';
import { AuthPage } from '../../ui/auth-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import { AlertIcon, CheckIcon, MailIcon } from '../../ui/icons.tsx';
import { NewPasswordFields } from '../../ui/new-password-fields.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import type { PasswordRules } from '../../ui/password-hint.ts';
import { activationPath, paths } from '../paths.ts';

const PASSWORD_REASONS = {
  'in-use': 'activation.password_in_use',
  claimed: 'activation.password_claimed',
} as const;

/** What the mailed link opens. A GET only shows this; the button acts. */
export function ActivationView(props: {
  readonly page: PageContext;
  readonly form: FormState;
  readonly activationKey: string;
  /** Whose account it is: others may have signed up with the address, too. */
  readonly account: { readonly username: string | null; readonly email: string };
  /** Null where the account is activated as it is. */
  readonly newPassword: { readonly reason: PasswordReason; readonly rules: PasswordRules } | null;
}): VNode {
  const { page, account, form, newPassword } = props;
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('activation.title')}
      lead={t(newPassword === null ? 'activation.text' : PASSWORD_REASONS[newPassword.reason])}
      seal={<MailIcon />}
      refused={hasErrors(form)}
    >
      <AccountName user={{ displayName: account.email, ...account }} />
      <Form page={page} action={activationPath(props.activationKey)} form={form}>
        {newPassword === null ? null : (
          <NewPasswordFields page={page} form={form} passwordRules={newPassword.rules} />
        )}
        <SubmitButton>{t('activation.submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}

export function ActivationDoneView({ page }: { page: PageContext }): VNode {
  const { t, user, links } = page;
  return (
    <AuthPage
      page={page}
      title={t('activation.done_title')}
      lead={t(user ? 'activation.done_signed_in' : 'activation.done')}
      seal={<CheckIcon />}
      sealKind="success"
    >
      <ButtonLink href={user ? links.home : links.logIn}>
        {t(user ? 'activation.go_on' : 'page.log_in')}
      </ButtonLink>
    </AuthPage>
  );
}

/** Unknown, used, expired or made for something else: one page for all of them. */
export function ActivationBadLinkView({ page }: { page: PageContext }): VNode {
  const { t, user, links } = page;
  const isConfirmed = user !== null && user.email !== '' && user.unconfirmed === null;
  return (
    <AuthPage
      page={page}
      title={t('activation.bad_title')}
      lead={t('activation.bad')}
      seal={<AlertIcon />}
      sealKind="error"
      alternatives={user === null ? <LogInWay page={page} /> : null}
    >
      <p>{t(isConfirmed ? 'activation.bad_known' : 'activation.bad_next')}</p>
      {isConfirmed ? (
        <ButtonLink href={links.home}>{t('activation.go_on')}</ButtonLink>
      ) : (
        <ButtonLink href={paths.activation}>{t('activation.resend')}</ButtonLink>
      )}
    </AuthPage>
  );
}

function LogInWay({ page }: { page: PageContext }): VNode {
  return (
    <p>
      <a class="link" href={paths.logIn}>
        {page.t('page.log_in')}
      </a>
    </p>
  );
}

/** Logged in: one press, no field. Otherwise `email` on the wire. */
export function ActivationResendView({ page, form }: { page: PageContext; form: FormState }): VNode {
  const { t, user } = page;
  return (
    <AuthPage
      page={page}
      title={t('activation.resend_title')}
      lead={t(user ? 'activation.resend_signed_in' : 'activation.resend_text')}
      refused={hasErrors(form)}
      alternatives={user ? null : <LogInWay page={page} />}
    >
      {user ? <p class="address">{user.email}</p> : null}
      <Form page={page} action={paths.activation} form={form}>
        {user ? null : <EmailField t={t} form={form} />}
        <SubmitButton>{t('activation.resend_submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}

/** The same answer for every address. */
export function ActivationSentView({ page }: { page: PageContext }): VNode {
  const { t, user } = page;
  return (
    <AuthPage
      page={page}
      title={t('activation.sent_title')}
      lead={t(user ? 'activation.sent_signed_in' : 'activation.sent')}
      seal={<MailIcon />}
      alternatives={<p>{t('signup_done.nothing')}</p>}
    >
      <ButtonLink kind="quiet" href={user ? paths.profile : paths.logIn}>
        {t(user ? 'nav.profile' : 'page.log_in')}
      </ButtonLink>
    </AuthPage>
  );
}

/** The pages here that a site may draw itself. */
export const activationViews = {
  activation: ActivationView,
  'activation-done': ActivationDoneView,
  'activation-bad-link': ActivationBadLinkView,
  'activation-resend': ActivationResendView,
  'activation-sent': ActivationSentView,
};
