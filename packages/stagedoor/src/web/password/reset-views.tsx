import type { VNode } from 'preact';
import { EmailField } from '../../ui/account-fields.tsx';
import { AuthPage } from '../../ui/auth-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import { AlertIcon, CheckIcon, MailIcon } from '../../ui/icons.tsx';
import { NewPasswordFields, type NewPasswordViewProps } from '../../ui/new-password-fields.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { paths } from '../paths.ts';

function LogInWay({ page }: { page: PageContext }): VNode {
  const { t } = page;
  return (
    <p>
      {t('reset.remembered')}{' '}
      <a class="link" href={paths.logIn}>
        {t('page.log_in')}
      </a>
    </p>
  );
}

/** Field on the wire: `email`. */
export function PasswordResetView({ page, form }: { page: PageContext; form: FormState }): VNode {
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('reset.title')}
      lead={t('reset.text')}
      refused={hasErrors(form)}
      alternatives={<LogInWay page={page} />}
    >
      <Form page={page} action={paths.passwordReset} form={form}>
        <EmailField t={t} form={form} />
        <SubmitButton>{t('reset.submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}

/** The same whether or not there is such an account. */
export function PasswordResetDoneView({ page }: { page: PageContext }): VNode {
  const { t } = page;
  const alternatives = (
    <p>
      {t('reset.done_hint')}{' '}
      <a class="link" href={paths.passwordReset}>
        {t('reset.again')}
      </a>
    </p>
  );
  return (
    <AuthPage
      page={page}
      title={t('reset.done_title')}
      lead={t('reset.done')}
      seal={<MailIcon />}
      alternatives={alternatives}
    />
  );
}

/** `action` is the page's own path (`resetConfirmPath(uid, 'set-password')`). */
export function PasswordResetConfirmView(props: NewPasswordViewProps & { action: string }): VNode {
  const { page, form, action } = props;
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('reset.confirm_title')}
      lead={t('reset.confirm_text')}
      refused={hasErrors(form)}
    >
      <Form page={page} action={action} form={form}>
        <NewPasswordFields {...props} />
        <SubmitButton>{t('reset.confirm_submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}

export function PasswordResetBadLinkView({ page }: { page: PageContext }): VNode {
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('reset.bad_title')}
      lead={t('reset.bad')}
      seal={<AlertIcon />}
      sealKind="error"
      alternatives={<LogInWay page={page} />}
    >
      <ButtonLink href={paths.passwordReset}>{t('reset.bad_again')}</ButtonLink>
    </AuthPage>
  );
}

export function PasswordResetCompleteView({ page }: { page: PageContext }): VNode {
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('reset.complete_title')}
      lead={t('reset.complete')}
      seal={<CheckIcon />}
      sealKind="success"
    >
      <ButtonLink href={paths.logIn}>{t('page.log_in')}</ButtonLink>
    </AuthPage>
  );
}

/** The pages here that a site may draw itself. */
export const passwordResetViews = {
  'password-reset': PasswordResetView,
  'password-reset-sent': PasswordResetDoneView,
  'password-reset-confirm': PasswordResetConfirmView,
  'password-reset-bad-link': PasswordResetBadLinkView,
  'password-reset-done': PasswordResetCompleteView,
};
