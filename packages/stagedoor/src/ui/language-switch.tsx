import type { VNode } from 'preact';
import { languages } from '../texts/translator.ts';
import { HiddenFields } from './form.tsx';
import type { PageContext } from './page-context.ts';

/** Two buttons; posts `language` and comes back to this page. */
export function LanguageSwitch({ page }: { page: PageContext }): VNode {
  return (
    <form
      class="language-switch"
      method="post"
      action={page.links.language}
      aria-label={page.t('page.language')}
    >
      <HiddenFields csrfToken={page.csrfToken} next={page.path} />
      {languages.map((language) => (
        <button
          key={language}
          type="submit"
          name="language"
          value={language}
          lang={language}
          aria-current={language === page.t.language ? 'true' : undefined}
        >
          {page.t(`language.${language}`)}
        </button>
      ))}
    </form>
  );
}
