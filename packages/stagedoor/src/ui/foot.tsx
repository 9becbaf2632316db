import type { VNode } from 'preact';
import { LanguageSwitch } from './language-switch.tsx';
import type { PageContext } from './page-context.ts';

const FOOT_LINKS = ['terms', 'privacy', 'help', 'apiDocs', 'mailbox'] as const;

/** Under every page: its languages, and where the site leads beside its own sections. */
export function Foot({ page }: { page: PageContext }): VNode {
  const { t, links } = page;
  const shown = FOOT_LINKS.flatMap((name) => {
    const href = links.foot[name];
    return href === null ? [] : [{ name, href }];
  });
  return (
    <footer class="page-foot">
      <LanguageSwitch page={page} />
      {shown.length === 0 ? null : (
        <nav class="foot-links" aria-label={t('foot.label')}>
          {shown.map(({ name, href }) => (
            <a key={name} class="foot-link" href={href}>
              {t(`foot.${name}`)}
            </a>
          ))}
        </nav>
      )}
    </footer>
  );
}
