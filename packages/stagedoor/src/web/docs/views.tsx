import type { VNode } from 'preact';
import type { Translator } from '../../texts/translator.ts';
import { assetUrl } from '../../ui/assets.ts';

/** A document of its own: our style sheet and Swagger UI's would dress each other's elements. */
export function ApiDocsPage({ siteName, t }: { readonly siteName: string; readonly t: Translator }): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{`The JSON API · ${siteName}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={assetUrl('swagger-ui.css')} />
        <link rel="stylesheet" href={assetUrl('api-docs.css')} />
        <link rel="icon" href={assetUrl('door.svg')} type="image/svg+xml" />
        <script src={assetUrl('swagger-ui-bundle.js')} defer />
        <script src={assetUrl('api-docs.js')} type="module" />
      </head>
      <body>
        <header class="docs-bar">
          <a href="/">{siteName}</a>
          <a href="/openapi.json">openapi.json</a>
        </header>
        <div id="api-docs">
          {/* Swagger UI brings a main of its own. */}
          <noscript>
            <main class="docs-notice" lang={t.language}>
              <h1>{t('foot.apiDocs')}</h1>
              <p>{t('docs.needs_script')}</p>
              <p>
                <a href="/openapi.json">openapi.json</a>
              </p>
            </main>
          </noscript>
        </div>
      </body>
    </html>
  );
}
