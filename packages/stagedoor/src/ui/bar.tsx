import type { ComponentChildren, VNode } from 'preact';
import { Avatar } from './avatar.tsx';
import { HiddenFields } from './form.tsx';
import { LeaveIcon } from './icons.tsx';
import type { PageContext } from './page-context.ts';
import { drawPart } from './page-part.ts';
import { Wordmark } from './wordmark.tsx';

function SignedIn({ page }: { page: PageContext }): VNode {
  const { t, user, links } = page;
  const name = user?.displayName ?? '';
  return (
    <>
      <a class="bar-link" href={links.profile} title={t('page.signed_in_as', { name })}>
        <Avatar name={name} picture={user?.picture ?? null} />
        <span class="bar-name">{name}</span>
      </a>
      <form method="post" action={links.logOut}>
        <HiddenFields csrfToken={page.csrfToken} />
        <button type="submit" class="bar-link">
          <LeaveIcon />
          <span class="bar-name">{t('page.log_out')}</span>
        </button>
      </form>
    </>
  );
}

function SignedOut({ page }: { page: PageContext }): VNode {
  const { t, links } = page;
  return (
    <>
      <a class="bar-link" href={links.logIn}>
        {t('page.log_in')}
      </a>
      {links.signUp ? (
        <a class="btn btn-quiet btn-small" href={links.signUp}>
          {t('page.sign_up')}
        </a>
      ) : null}
    </>
  );
}

/** The bar over account and community pages: wordmark, the site's own links, who is logged in. */
export function Bar({ page, children }: { page: PageContext; children?: ComponentChildren }): VNode | null {
  return drawPart(
    page,
    'header',
    <header class="bar">
      <div class="bar-inner">
        <Wordmark page={page} />
        {children}
        <div class="bar-end">{page.user ? <SignedIn page={page} /> : <SignedOut page={page} />}</div>
      </div>
    </header>,
  );
}
