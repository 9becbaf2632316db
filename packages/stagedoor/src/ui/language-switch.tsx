import type { VNode } from 'preact';
import { HiddenFields } from './form.tsx';
import type { PageContext } from './page-context.ts';

/** A button for each language; posts `language` and comes back to this page. */
export function LanguageSwitch({ page }: { page: PageContext }): VNode | null {
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
