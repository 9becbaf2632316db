import type { VNode } from 'preact';
import type { ShownInvitation } from '../../core/organization/accept-invitation.ts';
import { NameFields, UsernameField } from '../../ui/account-fields.tsx';
import { AuthPage } from '../../ui/auth-page.tsx';
import { SubmitButton } from '../../ui/button.tsx';
import { ExtraFieldInput } from '../../ui/extra-field-input.tsx';
import { FieldErrors } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { hasErrors } from '../../ui/form-state.ts';
import { SignUpPasswordFields } from '../../ui/new-password-fields.tsx';
import { invitationPath, invitationSignUpPath, paths, withNext } from '../paths.ts';
import type { SignUpViewProps } from './sign-up-views.tsx';

export interface InvitationSignUpViewProps extends Omit<SignUpViewProps, 'next' | 'removedAfterSeconds'> {
  readonly invitationKey: string;
  readonly invitation: ShownInvitation;
}

/** A sign-up with the invited address. Fields on the wire: as of `SignUpView`, without `email`. */
export function InvitationSignUpView(props: InvitationSignUpViewProps): VNode {
  const { page, form, invitationKey, invitation, hasUsername, asked, extraFields } = props;
  const { t } = page;
  const alternatives = (
    <p>
      {t('signup.have_account')}{' '}
      <a class="link" href={withNext(paths.logIn, invitationPath(invitationKey))}>
        {t('page.log_in')}
      </a>
    </p>
  );
  return (
    <AuthPage
      page={page}
      title={t('invitation.title', { organization: invitation.organization.name })}
      lead={t('invitation_sign_up.lead')}
      refused={hasErrors(form)}
      wide
      alternatives={alternatives}
    >
      <p class="address">{invitation.email}</p>
      <FieldErrors form={form} name="email" />
      <Form page={page} action={invitationSignUpPath(invitationKey)} form={form}>
        {hasUsername ? <UsernameField t={t} form={form} /> : null}
        <NameFields t={t} form={form} firstName={asked.firstName} lastName={asked.lastName} />
        {extraFields.map((field) => (
          <ExtraFieldInput key={field.name} t={t} form={form} field={field} />
        ))}
        <SignUpPasswordFields {...props} isAskedTwice={asked.passwordTwice} />
        <SubmitButton>{t('invitation_sign_up.submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}

/** The pages here that a site may draw itself. */
export const invitationSignUpViews = { 'invitation-sign-up': InvitationSignUpView };
