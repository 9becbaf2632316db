import type { VNode } from 'preact';
import type { LogInUntilActivated } from '../../core/account/activation/log-in-until-activated.ts';
import type { SignUpFields } from '../../core/account/sign-up-fields.ts';
import { EmailField, NameFields, UsernameField } from '../../ui/account-fields.tsx';
import { AuthPage } from '../../ui/auth-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { ExtraFieldInput } from '../../ui/extra-field-input.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import { LockIcon, MailIcon } from '../../ui/icons.tsx';
import { SignUpPasswordFields } from '../../ui/new-password-fields.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import type { PasswordRules } from '../../ui/password-hint.ts';
import { duration } from '../../ui/relative-time.tsx';
import { paths, withNext } from '../paths.ts';
import type { ExtraFieldDescription } from './extra-field-inputs.ts';

export interface SignUpViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  readonly next: string | null;
  /** False where people are known by their address alone. */
  readonly hasUsername: boolean;
  readonly asked: SignUpFields;
  readonly passwordRules: PasswordRules;
  readonly extraFields: readonly ExtraFieldDescription[];
  /** How long an account stays that nobody activates; null where it is kept. */
  readonly removedAfterSeconds: number | null;
}

/** What happens by itself is said before. */
function Removal({ page, afterSeconds }: { page: PageContext; afterSeconds: number | null }): VNode | null {
  const { t } = page;
  if (afterSeconds === null) return null;
  return <p class="field-hint">{t('signup.removed', { duration: duration(t, afterSeconds) })}</p>;
}

function Email({ page, form, asked }: SignUpViewProps): VNode | null {
  const { t } = page;
  if (asked.email === null) return null;
  const { isRequired } = asked.email;
  const hint = t(isRequired ? 'hint.email' : 'hint.email_optional');
  return <EmailField t={t} form={form} hint={hint} optional={!isRequired} />;
}

/** Fields on the wire: `username`, `email`, `first_name`, `last_name`, `password1`, `password2`, extra fields, `next`. */
export function SignUpView(props: SignUpViewProps): VNode {
  const { page, form, next, hasUsername, asked, extraFields } = props;
  const { t } = page;
  const alternatives = (
    <p>
      {t('signup.have_account')}{' '}
      <a class="link" href={withNext(paths.logIn, next)}>
        {t('page.log_in')}
      </a>
    </p>
  );
  return (
    <AuthPage
      page={page}
      title={t('signup.title')}
      refused={hasErrors(form)}
      wide
      alternatives={alternatives}
    >
      <Form page={page} action={paths.signUp} form={form} next={next}>
        {hasUsername ? <UsernameField t={t} form={form} /> : null}
        <Email {...props} />
        <NameFields t={t} form={form} firstName={asked.firstName} lastName={asked.lastName} />
        {extraFields.map((field) => (
          <ExtraFieldInput key={field.name} t={t} form={form} field={field} />
        ))}
        <SignUpPasswordFields {...props} isAskedTwice={asked.passwordTwice} />
        <Removal page={page} afterSeconds={props.removedAfterSeconds} />
        <SubmitButton>{t('signup.submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}

/** Whether one has to wait for the email. */
function WhatNow({ page, logIn }: { page: PageContext; logIn: LogInUntilActivated }): VNode {
  const { t } = page;
  if (logIn === 'closed') return <p>{t('signup_done.next')}</p>;
  return (
    <>
      <p>{t('signup_done.next_open')}</p>
      <p>{t(`signup_done.log_in.${logIn}`)}</p>
      <ButtonLink href={paths.logIn}>{t('page.log_in')}</ButtonLink>
    </>
  );
}

/** The same page whether the address was free or taken. */
export function SignUpDoneView(props: {
  page: PageContext;
  logIn: LogInUntilActivated;
  removedAfterSeconds: number | null;
}): VNode {
  const { page, logIn, removedAfterSeconds } = props;
  const { t } = page;
  const alternatives = (
    <p>
      {t('signup_done.nothing')}{' '}
      <a class="link" href={paths.activation}>
        {t('login.activation_again')}
      </a>
    </p>
  );
  return (
    <AuthPage
      page={page}
      title={t('signup_done.title')}
      lead={t('signup_done.sent')}
      seal={<MailIcon />}
      alternatives={alternatives}
    >
      <WhatNow page={page} logIn={logIn} />
      <Removal page={page} afterSeconds={removedAfterSeconds} />
    </AuthPage>
  );
}

export function SignUpClosedView({ page }: { page: PageContext }): VNode {
  const { t } = page;
  return (
    <AuthPage page={page} title={t('signup.closed_title')} lead={t('signup.closed')} seal={<LockIcon />}>
      <ButtonLink href={paths.logIn}>{t('page.log_in')}</ButtonLink>
    </AuthPage>
  );
}

/** The pages here that a site may draw itself. */
export const signUpViews = {
  'sign-up': SignUpView,
  'sign-up-done': SignUpDoneView,
  'sign-up-closed': SignUpClosedView,
};
