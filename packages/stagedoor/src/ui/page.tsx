import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { assetUrl } from './assets.ts';
import { directionOf } from './direction.ts';
import type { PageContext } from './page-context.ts';
import { UnconfirmedBanner } from './unconfirmed-banner.tsx';

/**
 * htmx without eval and inline style, without page copies in the browser's storage, and with refused forms (4xx) and
 * faults (5xx) drawn in place: every frame has the `#content` that forms replace.
 */
const htmxConfig = JSON.stringify({
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  // Not `style`, its default: a password manager, or whatever else writes into pages, would have its own come back as
  // an inline style, which the policy refuses.
  attributesToSettle: ['class', 'width', 'height'],
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  scrollIntoViewOnBoost: false,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '[45]..', swap: true },
  ],
});

export interface PageProps {
  readonly page: PageContext;
  readonly title: string;
  /** Whether the page shows a refused form: its title then says so first. */
  readonly refused?: boolean;
  readonly children: ComponentChildren;
}

/** What every page writes with, titles included: asked for before the style sheet names them. */
const EARLY_FONTS = ['inter-latin.woff2', 'fraunces-latin.woff2'] as const;

/** The document around every frame. */
export function Page({ page, title, refused, children }: PageProps): VNode {
  const { t, siteName, brand } = page;
  return (
    <html lang={t.language} dir={directionOf(t.language)} data-time-zone={t.timeZone ?? undefined}>
      <head>
        <meta charset="utf-8" />
        <title>{t(refused ? 'page.title_with_errors' : 'page.title', { title, site: siteName })}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={htmxConfig} />
        {EARLY_FONTS.map((font) => (
          <link rel="preload" href={assetUrl(font)} as="font" type="font/woff2" crossOrigin="anonymous" />
        ))}
        <link rel="stylesheet" href={assetUrl('stagedoor.css')} />
        {brand.stylesheet === null ? null : <link rel="stylesheet" href={brand.stylesheet} />}
        <link rel="icon" {...(brand.mark ?? { href: assetUrl('door.svg'), type: 'image/svg+xml' })} />
        <script src={assetUrl('htmx.min.js')} defer />
        <script src={assetUrl('app.js')} defer />
      </head>
      <body data-offline={t('page.offline')}>
        <a class="skip-link" href="#main">
          {t('page.skip')}
        </a>
        <UnconfirmedBanner page={page} />
        {children}
      </body>
    </html>
  );
}

/** The bytes of a page: what an interface answers with as `text/html; charset=utf-8`. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}
