import type { VNode } from 'preact';
import type { LogInUntilActivated } from '../../core/account/activation/log-in-until-activated.ts';
import type { Settings } from '../../core/settings.ts';
import { CurrentPasswordField } from '../../ui/account-fields.tsx';
import { AccountName } from '../../ui/account-name.tsx';
import { AuthPage } from '../../ui/auth-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import { CheckIcon, LeaveIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { PasskeyForm, type PasskeyFormProps } from '../../ui/passkey-form.tsx';
import { paths, withNext } from '../paths.ts';

export interface LogInViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  /** What a person logs in with; the wire name is always `username`, as Django's. */
  readonly logInBy: Settings['logInBy'];
  /** Already judged safe; null leads home. */
  readonly next: string | null;
  readonly signUpOpen: boolean;
  /** What to tell those who have just signed up; null where their address is proved. */
  readonly untilActivated: LogInUntilActivated | null;
  /** Whom the proxy in front has logged in, or null. */
  readonly remoteUser: string | null;
  /** What a browser is asked for a passkey. */
  readonly passkey: PasskeyFormProps['ceremony'];
}

const ACTIVATION_HINTS = {
  closed: 'login.activation_hint',
  'by-username': 'login.activation_by_username',
  now: 'login.activation_open',
  'if-new': 'login.activation_open',
} as const;

function LogInAlternatives({ page, next, signUpOpen, untilActivated }: LogInViewProps): VNode {
  const { t } = page;
  return (
    <>
      {signUpOpen ? (
        <p>
          {t('login.new_here')}{' '}
          <a class="link" href={withNext(paths.signUp, next)}>
            {t('login.create_account')}
          </a>
        </p>
      ) : null}
      {untilActivated === null ? null : (
        <p>
          {t(ACTIVATION_HINTS[untilActivated])}{' '}
          <a class="link" href={paths.activation}>
            {t('login.activation_again')}
          </a>
        </p>
      )}
    </>
  );
}

/** Fields on the wire: `username`, `password`, `remember_me`, `next`. */
export function LogInView(props: LogInViewProps): VNode {
  const { page, form, logInBy, next, remoteUser, passkey } = props;
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('login.title')}
      refused={hasErrors(form)}
      alternatives={<LogInAlternatives {...props} />}
    >
      {remoteUser === null ? null : (
        <Form page={page} action={paths.logInRemote} next={next}>
          <SubmitButton>{t('login.remote', { username: remoteUser })}</SubmitButton>
        </Form>
      )}
      <Form page={page} action={paths.logIn} form={form} next={next}>
        <TextField
          t={t}
          form={form}
          name="username"
          label={t(`label.${logInBy}`)}
          type={logInBy === 'email' ? 'email' : 'text'}
          autocomplete="username webauthn"
          isFirst
        />
        <div class="stack-tight">
          <CurrentPasswordField t={t} form={form} />
          <p>
            <a class="link inline-action" href={paths.passwordReset}>
              {t('login.forgot')}
            </a>
          </p>
        </div>
        <CheckField t={t} form={form} name="remember_me" label={t('label.remember_me')} optional />
        <SubmitButton kind={remoteUser === null ? 'primary' : 'quiet'}>{t('login.submit')}</SubmitButton>
      </Form>
      <PasskeyForm
        page={page}
        action={paths.passkeyLogIn}
        next={next}
        does="get"
        ceremony={passkey}
        offered
        button={t('passkey.log_in')}
        kind="quiet"
      />
    </AuthPage>
  );
}

/** GET asks, POST acts. */
export function LogOutView({ page }: { page: PageContext }): VNode {
  const { t } = page;
  return (
    <AuthPage page={page} title={t('logout.title')} lead={t('logout.text')} seal={<LeaveIcon />}>
      <Form page={page} action={paths.logOut}>
        <SubmitButton>{t('logout.submit')}</SubmitButton>
        <ButtonLink kind="quiet" href={page.links.home}>
          {t('logout.stay')}
        </ButtonLink>
      </Form>
    </AuthPage>
  );
}

export function LoggedOutView({ page }: { page: PageContext }): VNode {
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('logout.done_title')}
      lead={t('logout.done')}
      seal={<CheckIcon />}
      sealKind="success"
    >
      <ButtonLink href={paths.logIn}>{t('logout.again')}</ButtonLink>
    </AuthPage>
  );
}

export interface ReauthenticateViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  /** The page that asked; comes back there. */
  readonly next: string | null;
}

/** Field on the wire: `password`. For acts that need a fresh proof (ASVS V7.5.1). */
export function ReauthenticateView({ page, form, next }: ReauthenticateViewProps): VNode {
  const { t, user } = page;
  const alternatives = (
    <p>
      {t('reauthenticate.not_you')}{' '}
      <a class="link" href={paths.logOut}>
        {t('page.log_out')}
      </a>
    </p>
  );
  return (
    <AuthPage
      page={page}
      title={t('reauthenticate.title')}
      lead={t('reauthenticate.text')}
      refused={hasErrors(form)}
      alternatives={alternatives}
    >
      {user ? <AccountName user={user} /> : null}
      <Form page={page} action={paths.reauthenticate} form={form} next={next}>
        <CurrentPasswordField t={t} form={form} />
        <SubmitButton>{t('reauthenticate.submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}

/** The pages here that a site may draw itself. */
export const loginViews = {
  'log-in': LogInView,
  'log-out': LogOutView,
  reauthenticate: ReauthenticateView,
};
