import type { VNode } from 'preact';
import { SubmitButton } from './button.tsx';
import { HiddenFields } from './form.tsx';
import { AlertIcon } from './icons.tsx';
import type { PageContext } from './page-context.ts';
import { ExactTime, RelativeTime } from './relative-time.tsx';

function Removal({ page, moment }: { page: PageContext; moment: Date }): VNode {
  const { t, now } = page;
  return (
    <p>
      {t('unconfirmed.removed')} <RelativeTime t={t} moment={moment} now={now} /> (
      <ExactTime t={t} moment={moment} />
      ).
    </p>
  );
}

/** Over every page of an account whose address is not confirmed: what to do, and what happens by itself otherwise. */
export function UnconfirmedBanner({ page }: { page: PageContext }): VNode | null {
  const { t, user, links } = page;
  // The pages behind the address are about nothing else.
  if (!user?.unconfirmed || page.path.startsWith(links.activation)) return null;
  const { removedAt } = user.unconfirmed;
  return (
    <aside class="banner" aria-label={t('unconfirmed.label')}>
      <div class="banner-inner">
        <AlertIcon />
        <div class="banner-text">
          <p>
            {t('unconfirmed.what')} <span class="address">{user.email}</span>.
          </p>
          {removedAt === null ? null : <Removal page={page} moment={removedAt} />}
        </div>
        <form method="post" action={links.activation}>
          <HiddenFields csrfToken={page.csrfToken} />
          <SubmitButton kind="quiet" small>
            {t('unconfirmed.send')}
          </SubmitButton>
        </form>
      </div>
    </aside>
  );
}
