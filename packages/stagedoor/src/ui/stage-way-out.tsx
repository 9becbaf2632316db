import type { VNode } from 'preact';
import type { PageContext } from './page-context.ts';

/** Where whoever cannot, or will not, pass a stage goes: nothing else on such a page leads anywhere. Null on other pages. */
export function stageWayOut({ t, links, waiting }: PageContext): VNode | null {
  if (waiting === null) return null;
  const [href, label] =
    waiting === 'session' ? [links.logOut, t('page.log_out')] : [links.logIn, t('stage_log_in_otherwise')];
  return (
    <p>
      {t('reauthenticate.not_you')}{' '}
      <a class="link" href={href}>
        {label}
      </a>
    </p>
  );
}
