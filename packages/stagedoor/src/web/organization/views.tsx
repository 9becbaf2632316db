import type { VNode } from 'preact';
import type { ShownInvitation } from '../../core/organization/accept-invitation.ts';
import { AuthPage } from '../../ui/auth-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import type { FormState } from '../../ui/form-state.ts';
import { AlertIcon, MailIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { invitationPath } from '../paths.ts';

interface InvitationProps {
  readonly page: PageContext;
  readonly invitationKey: string;
  readonly invitation: ShownInvitation;
  readonly form: FormState;
}

/** Who invites whom to what, and the button that comes in. */
export function InvitationView({ page, invitationKey, invitation, form }: InvitationProps): VNode {
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
      <Form page={page} action={invitationPath(invitationKey)} form={form}>
        <SubmitButton>{t('invitation.accept')}</SubmitButton>
      </Form>
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
export const organizationViews = {
  invitation: InvitationView,
  'invitation-bad-link': InvitationBadLinkView,
};
