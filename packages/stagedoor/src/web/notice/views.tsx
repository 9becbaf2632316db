import type { ComponentChildren, VNode } from 'preact';
import { AuthPage } from '../../ui/auth-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { emptyForm } from '../../ui/form-state.ts';
import { AlertIcon, CheckIcon, MailIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { paths, stopNoticesPath } from '../paths.ts';

export interface NoticesProps {
  readonly page: PageContext;
  /** What is stopped, as the profile calls it. */
  readonly label: string;
  /** Whose it is: nobody needs to be logged in, or may be somebody else. */
  readonly account: string;
}

/** What the link of a notice opens. A GET only shows this; the button acts. */
export function StopNoticesView({
  page,
  label,
  account,
  noticeKey,
}: NoticesProps & { readonly noticeKey: string }): VNode {
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('notices.title')}
      lead={t('notices.text', { label, account })}
      seal={<MailIcon />}
    >
      <Form page={page} action={stopNoticesPath(noticeKey)} form={emptyForm}>
        <SubmitButton>{t('notices.stop')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}

export function NoticesStoppedView({ page, label, account }: NoticesProps): VNode {
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('notices.done_title')}
      lead={t('notices.done', { label, account })}
      seal={<CheckIcon />}
      sealKind="success"
    >
      <ToProfile page={page}>{t('notices.again')}</ToProfile>
    </AuthPage>
  );
}

/** Not ours, or of a mailbox that the account has no more: one page for all of them. */
export function NoticesBadLinkView({ page }: { readonly page: PageContext }): VNode {
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('notices.bad_title')}
      lead={t('notices.bad')}
      seal={<AlertIcon />}
      sealKind="error"
    >
      <ToProfile page={page}>{t('notices.bad_next')}</ToProfile>
    </AuthPage>
  );
}

function ToProfile({
  page,
  children,
}: {
  readonly page: PageContext;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <>
      <p>{children}</p>
      <ButtonLink href={paths.profile}>{page.t('notices.profile')}</ButtonLink>
    </>
  );
}

/** The pages here that a site may draw itself. */
export const noticeViews = {
  'stop-notices': StopNoticesView,
  'notices-stopped': NoticesStoppedView,
  'notices-bad-link': NoticesBadLinkView,
};
