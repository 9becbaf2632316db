import type { VNode } from 'preact';
import type { ShownInvitation } from '../../core/organization/accept-invitation.ts';
import { AuthPage } from '../../ui/auth-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import type { FormState } from '../../ui/form-state.ts';
import { AlertIcon, MailIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { invitationPath, invitationSignUpPath, paths, withNext } from '../paths.ts';
import { organizationPath } from './paths.ts';

export interface InvitationViewProps {
  readonly page: PageContext;
  readonly invitationKey: string;
  /** With how who looks stands to it: only whose it is may join. */
  readonly invitation: ShownInvitation;
  /** Whether who has no account may make one by it. */
  readonly maySignUp: boolean;
  readonly form: FormState;
}

/** Who is not logged in does that first, and comes back. */
function ForNobody({ page, invitationKey, maySignUp }: InvitationViewProps): VNode {
  const { t } = page;
  const here = invitationPath(invitationKey);
  return (
    <>
      <p>{t(maySignUp ? 'invitation.sign_up_or_in' : 'invitation.log_in_first')}</p>
      <ButtonLink href={withNext(paths.logIn, here)}>{t('page.log_in')}</ButtonLink>
      {maySignUp ? (
        <ButtonLink kind="quiet" href={invitationSignUpPath(invitationKey)}>
          {t('page.sign_up')}
        </ButtonLink>
      ) : null}
    </>
  );
}

/** Whoever has not proved the invited address cannot join, and is told what they can do. */
function ForAnother({ page, invitationKey, invitation }: InvitationViewProps): VNode {
  const { t, user } = page;
  return (
    <>
      <Notice kind="warning">
        <p>
          {t('invitation.of_another', { email: invitation.email, name: user?.username ?? user?.email ?? '' })}
        </p>
      </Notice>
      <Form page={page} action={paths.logOut} next={invitationPath(invitationKey)} wholePage>
        <SubmitButton kind="quiet">{t('page.log_out')}</SubmitButton>
      </Form>
      <p>
        <a class="link" href={paths.email}>
          {t('invitation.add_address')}
        </a>
      </p>
    </>
  );
}

function WhatNow(props: InvitationViewProps): VNode {
  const { page, invitationKey, invitation, form } = props;
  const { t } = page;
  switch (invitation.standing) {
    case 'nobody':
      return <ForNobody {...props} />;
    case 'other-address':
      return <ForAnother {...props} />;
    case 'member':
      return (
        <>
          <p>{t('invitation.is_member')}</p>
          <ButtonLink href={organizationPath(invitation.organization.id)}>
            {t('invitation.see_organization')}
          </ButtonLink>
        </>
      );
    case 'own':
      return (
        <Form page={page} action={invitationPath(invitationKey)} form={form}>
          <SubmitButton>{t('invitation.accept')}</SubmitButton>
        </Form>
      );
  }
}

/** Who invites whom to what, and for whose it is the button that joins. */
export function InvitationView(props: InvitationViewProps): VNode {
  const { page, invitation } = props;
  const { t } = page;
  const { organization, inviter, email, role } = invitation;
  const names = { organization: organization.name, inviter: inviter ?? '' };
  return (
    <AuthPage
      page={page}
      title={t('invitation.title', names)}
      lead={t(inviter === null ? 'invitation.by_site' : 'invitation.text', names)}
      seal={<MailIcon />}
    >
      <p>{t(`invitation.as_${role}`)}</p>
      <p class="address">{email}</p>
      <WhatNow {...props} />
    </AuthPage>
  );
}

/** What a link opens that is used, over, taken back or sent again since. */
export function InvitationBadLinkView({ page }: { page: PageContext }): VNode {
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('invitation.bad_title')}
      lead={t('invitation.bad')}
      seal={<AlertIcon />}
      sealKind="error"
    >
      <ButtonLink href={page.links.home}>{t('error.home')}</ButtonLink>
    </AuthPage>
  );
}

/** The pages here that a site may draw itself. */
export const invitationViews = {
  invitation: InvitationView,
  'invitation-bad-link': InvitationBadLinkView,
};
