import type { ComponentChildren, VNode } from 'preact';
import { Bar } from './bar.tsx';
import { Foot } from './foot.tsx';
import { Flashes } from './notice.tsx';
import { Page } from './page.tsx';
import type { PageContext } from './page-context.ts';

export interface SitePageProps {
  readonly page: PageContext;
  readonly title: string;
  /** The site's own sections, in the bar. */
  readonly navigation?: readonly { readonly path: string; readonly label: string }[];
  readonly children: ComponentChildren;
}

/** A page of the site itself: the bar, and a column of reading width. */
export function SitePage({ page, title, navigation = [], children }: SitePageProps): VNode {
  return (
    <Page page={page} title={title}>
      <Bar page={page}>
        {navigation.length > 0 ? (
          <nav class="bar-sections" aria-label={page.t('page.main_navigation')}>
            {navigation.map(({ path, label }) => (
              <a
                key={path}
                class="bar-link"
                href={path}
                aria-current={page.path === path ? 'page' : undefined}
              >
                {label}
              </a>
            ))}
          </nav>
        ) : null}
      </Bar>
      <main id="main" class="site-main" tabIndex={-1}>
        <div id="content" class="stack">
          <Flashes flashes={page.flashes} />
          {children}
        </div>
      </main>
      <Foot page={page} />
    </Page>
  );
}
