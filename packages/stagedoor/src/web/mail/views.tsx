import type { ComponentChildren, VNode } from 'preact';
import { ButtonLink } from '../../ui/button.tsx';
import { ConfirmedAction } from '../../ui/confirmed-action.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MailIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Row } from '../../ui/row.tsx';
import { SitePage } from '../../ui/site-page.tsx';
import { caughtMailHtmlPath, caughtMailPath, paths } from '../paths.ts';

/** A mail that development caught instead of sending (also at `/dev/mail.json`). */
export interface CaughtMailView {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** ISO 8601. */
  readonly sentAt: string;
}

function MailRow({ page, mail }: { page: PageContext; mail: CaughtMailView }): VNode {
  const { t, now } = page;
  const title = (
    <a class="link" href={caughtMailPath(mail.id)}>
      {mail.subject}
    </a>
  );
  const facts = (
    <>
      <span class="mono">{mail.to}</span>
      <RelativeTime t={t} moment={new Date(mail.sentAt)} now={now} />
    </>
  );
  return <Row icon={<MailIcon />} title={title} lines={[facts]} />;
}

function NoMails({ page }: { page: PageContext }): VNode {
  const { t, links } = page;
  const action = links.signUp ? <ButtonLink href={links.signUp}>{t('page.sign_up')}</ButtonLink> : null;
  return (
    <EmptyState
      icon={<MailIcon />}
      title={t('dev_mail.empty_title')}
      text={t('dev_mail.empty')}
      action={action}
    />
  );
}

/** Newest first. */
export function CaughtMailsView({
  page,
  mails,
}: {
  page: PageContext;
  mails: readonly CaughtMailView[];
}): VNode {
  const { t } = page;
  return (
    <SitePage page={page} title={t('dev_mail.title')}>
      <div class="section-head">
        <h1>{t('dev_mail.title')}</h1>
        <p class="lead">{t('dev_mail.lead')}</p>
      </div>
      <div class="row-buttons">
        <ButtonLink kind="quiet" small href={paths.mailCatcher}>
          {t('dev_mail.refresh')}
        </ButtonLink>
        {mails.length === 0 ? null : (
          <ConfirmedAction
            page={page}
            id="all-mail"
            action={paths.clearMailCatcher}
            button={{ text: t('dev_mail.clear'), kind: 'danger-quiet', small: true }}
            question={t('dev_mail.clear_title')}
            text={t('dev_mail.count', { count: mails.length })}
            confirm={t('dev_mail.clear')}
          />
        )}
      </div>
      <section class="section" aria-label={t('dev_mail.title')}>
        {mails.length === 0 ? null : <p class="lead">{t('dev_mail.count', { count: mails.length })}</p>}
        {mails.length === 0 ? (
          <NoMails page={page} />
        ) : (
          <ul class="rows">
            {mails.map((mail) => (
              <MailRow key={mail.id} page={page} mail={mail} />
            ))}
          </ul>
        )}
      </section>
    </SitePage>
  );
}

/** An e-mail's addresses stand on lines of their own. */
function withLinks(text: string): ComponentChildren[] {
  return text.split(/^(https?:\/\/\S+)$/m).map((piece, index) =>
    index % 2 === 0 ? (
      piece
    ) : (
      <a key={index} class="link" href={piece}>
        {piece}
      </a>
    ),
  );
}

/** One mail both ways. The HTML loads from `caughtMailHtmlPath` into a frame that may do nothing but open its links. */
export function CaughtMailPage({ page, mail }: { page: PageContext; mail: CaughtMailView }): VNode {
  const { t, now } = page;
  return (
    <SitePage page={page} title={mail.subject}>
      <p>
        <a class="link" href={paths.mailCatcher}>
          {t('dev_mail.back')}
        </a>
      </p>
      <div class="section-head">
        <h1>{mail.subject}</h1>
        <p class="row-meta">
          <span>
            {t('dev_mail.to')} <span class="mono">{mail.to}</span>
          </span>
          <RelativeTime t={t} moment={new Date(mail.sentAt)} now={now} />
        </p>
      </div>
      <section class="section">
        <h2>{t('dev_mail.html')}</h2>
        <iframe
          class="mail-frame"
          title={t('dev_mail.frame_title')}
          src={caughtMailHtmlPath(mail.id)}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      </section>
      <section class="section">
        <h2>{t('dev_mail.text')}</h2>
        <pre class="mail-text">{withLinks(mail.text)}</pre>
      </section>
    </SitePage>
  );
}
