import { page } from '../../http/answer/answer.ts';
import type { Route } from '../../http/route/route.ts';
import { renderPage } from '../../ui/page.tsx';
import { pageRoutes } from '../page-route.ts';
import { ApiDocsPage } from './views.tsx';

/** `/docs/`: the JSON API to read and to try, drawn by Swagger UI out of `/openapi.json`. Served where API_DOCS is on. */
export const apiDocsRoutes: readonly Route[] = pageRoutes({
  name: 'api_docs',
  at: ['/docs/'],
  access: 'anyone',
  // In English, as the document is; only what stands there without JavaScript is in the visitor's language.
  get: ({ context, translate }) =>
    page(renderPage(<ApiDocsPage siteName={context.accounts.siteName} t={translate} />)),
});
