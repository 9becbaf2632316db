import type { ComponentChildren, VNode } from 'preact';
import { ButtonLink } from './button.tsx';
import { Page } from './page.tsx';
import type { PageContext } from './page-context.ts';
import { Wordmark } from './wordmark.tsx';

export interface ErrorPageProps {
  readonly page: PageContext;
  readonly title: string;
  readonly text: string;
  /** The HTTP status, small, for the one who is asked about it. */
  readonly status: number;
  /** A request id that the operator can look up in the log. */
  readonly reference?: string | null;
  /** Another way than home, as going back to the form. */
  readonly action?: { readonly href: string; readonly label: string };
  readonly children?: ComponentChildren;
}

/** What happened and what can be done next. Needs no session and no database: it is also drawn when they are gone. */
export function ErrorPage(props: ErrorPageProps): VNode {
  const { page, title, status, reference, action } = props;
  const { t } = page;
  return (
    <Page page={page} title={title}>
      <div class="auth-frame">
        <header>
          <Wordmark page={page} />
        </header>
        <main id="main" tabIndex={-1}>
          <div id="content" class="card stack">
            <div class="section-head">
              <p class="error-code">{t('error.code', { code: status })}</p>
              <h1>{title}</h1>
              <p class="lead">{props.text}</p>
            </div>
            {props.children}
            {action ? <ButtonLink href={action.href}>{action.label}</ButtonLink> : null}
            <ButtonLink kind={action ? 'quiet' : 'primary'} href={page.links.home}>
              {t('error.home')}
            </ButtonLink>
            {reference ? (
              <p class="error-code">
                {t('error.reference')} {reference}
              </p>
            ) : null}
          </div>
        </main>
      </div>
    </Page>
  );
}
