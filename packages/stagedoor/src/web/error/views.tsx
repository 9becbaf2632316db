import type { VNode } from 'preact';
import { ErrorPage } from '../../ui/error-page.tsx';
import { fileSize } from '../../ui/file-size.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { duration } from '../../ui/relative-time.tsx';

const STATUSES = [400, 403, 404, 405, 410, 413, 429, 500, 503] as const;
export type ErrorStatus = (typeof STATUSES)[number];

/** The page's status for any HTTP status: one without words of its own gets those of its class. */
export function errorStatus(status: number): ErrorStatus {
  return STATUSES.find((known) => known === status) ?? (status >= 500 ? 500 : 400);
}

export interface ErrorViewProps {
  readonly page: PageContext;
  readonly status: ErrorStatus;
  /** For 429 and 503, as in `Retry-After`. */
  readonly retryAfterSeconds?: number | null;
  /** The request's id in the log, for 500. */
  readonly reference?: string | null;
}

/** @example renderPage(<ErrorView page={page} status={429} retryAfterSeconds={40} />) */
export function ErrorView({ page, status, retryAfterSeconds, reference }: ErrorViewProps): VNode {
  const { t } = page;
  const wait = retryAfterSeconds ? t('error.wait', { wait: duration(t, retryAfterSeconds) }) : null;
  return (
    <ErrorPage
      page={page}
      status={status}
      title={t(`error.${status}.title`)}
      text={t(`error.${status}.text`)}
      reference={reference ?? null}
    >
      {wait && (status === 429 || status === 503) ? <p>{wait}</p> : null}
    </ErrorPage>
  );
}

/** More than is taken, and how much is; `backPath` is the page of the form that was sent, where known. */
export function TooLargeView({
  page,
  maxBytes,
  backPath,
}: {
  page: PageContext;
  maxBytes: number;
  backPath: string | null;
}): VNode {
  const { t } = page;
  return (
    <ErrorPage
      page={page}
      status={413}
      title={t('error.413.title')}
      text={t('error.too_large.text', { size: fileSize(t, maxBytes) })}
      {...(backPath === null ? {} : { action: { href: backPath, label: t('error.back') } })}
    />
  );
}

/** A request that cannot be carried out as it came; `leavePath` is where somebody logs out of two log-ins at once. */
export function BadRequestView({
  page,
  text,
  leavePath,
}: {
  page: PageContext;
  text: string;
  leavePath: string | null;
}): VNode {
  const { t } = page;
  return (
    <ErrorPage
      page={page}
      status={400}
      title={t(leavePath === null ? 'error.400.title' : 'error.two_log_ins.title')}
      text={text}
      {...(leavePath === null ? {} : { action: { href: leavePath, label: t('page.log_out') } })}
    />
  );
}

/** What a feature of the site's own refused, in its words. */
export function FeatureRefusalView({
  page,
  status,
  text,
}: {
  page: PageContext;
  status: number;
  text: string;
}): VNode {
  const title = page.t(`error.${errorStatus(status)}.title`);
  return <ErrorPage page={page} status={status} title={title} text={text} />;
}

/** A page for people whose address is confirmed; the addresses are where that is done. */
export function UnverifiedView({ page, emailPath }: { page: PageContext; emailPath: string }): VNode {
  const { t } = page;
  return (
    <ErrorPage
      page={page}
      status={403}
      title={t('error.unverified.title')}
      text={t('error.unverified.text')}
      action={{ href: emailPath, label: t('error.unverified.action') }}
    />
  );
}

/** What a member of an organization may not do in it. */
export function OrganizationDeniedView(props: { page: PageContext; organizationPath: string }): VNode {
  const { page, organizationPath } = props;
  const { t } = page;
  return (
    <ErrorPage
      page={page}
      status={403}
      title={t('error.organization.title')}
      text={t('error.organization.text')}
      action={{ href: organizationPath, label: t('error.organization.action') }}
    />
  );
}

/** A form without a sound CSRF token; `backPath` is the page that holds it, where known. */
export function CsrfFailureView({ page, backPath }: { page: PageContext; backPath: string | null }): VNode {
  const { t } = page;
  return (
    <ErrorPage
      page={page}
      status={403}
      title={t('error.csrf.title')}
      text={t('error.csrf.text')}
      {...(backPath === null ? {} : { action: { href: backPath, label: t('error.back') } })}
    />
  );
}

/** The pages here that a site may draw itself. */
export const errorViews = {
  error: ErrorView,
};
