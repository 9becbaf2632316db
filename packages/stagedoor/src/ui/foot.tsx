import type { VNode } from 'preact';
import { HiddenFields } from './form.tsx';
import type { PageContext } from './page-context.ts';
import { drawPart } from './page-part.ts';

const FOOT_LINKS = ['terms', 'privacy', 'help', 'apiDocs', 'mailbox'] as const;

/** Under every page: its languages, and where the site leads beside its own sections. */
export function Foot({ page }: { page: PageContext }): VNode | null {
  const { t, links, brand } = page;
  const shown = FOOT_LINKS.flatMap((name) => {
    const href = links.foot[name];
    return href === null ? [] : [{ href, label: t(`foot.${name}`) }];
  });
  const own = brand.footerLinks.map(({ href, label }) => ({ href, label: label[t.language] ?? label.en }));
  const all = [...shown, ...own];
  return drawPart(
    page,
    'footer',
    <footer class="page-foot">
      <LanguageSwitch page={page} />
      {all.length === 0 ? null : (
        <nav class="foot-links" aria-label={t('foot.label')}>
          {all.map(({ href, label }) => (
            <a key={href} class="foot-link" href={href}>
              {label}
            </a>
          ))}
        </nav>
      )}
    </footer>,
  );
}

/** A button for each language; posts `language` and comes back to this page. */
function LanguageSwitch({ page }: { page: PageContext }): VNode | null {
  if (page.languages.length < 2) return null;
  return (
    <form
      class="language-switch"
      method="post"
      action={page.links.language}
      aria-label={page.t('page.language')}
    >
      <HiddenFields csrfToken={page.csrfToken} next={page.path} />
      {page.languages.map(({ tag, name }) => (
        <button
          key={tag}
          type="submit"
          name="language"
          value={tag}
          lang={tag}
          aria-current={tag === page.t.language ? 'true' : undefined}
        >
          {name}
        </button>
      ))}
    </form>
  );
}
