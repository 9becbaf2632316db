import { Type } from 'typebox';
import { json } from '../http/answer/answer.ts';
import { type ApiRoute, defineApiRoute } from './api-route.ts';
import type { ApiSection } from './api-section.ts';

/**
 * `/api/`, as REST framework's root: the addresses that can be opened, by name. It tells no more than the routes; where
 * API_DOCS keeps those from strangers, only who is logged in sees it.
 */
export function rootRoutes(
  sections: readonly ApiSection[],
  { isPublic }: { readonly isPublic: boolean },
): readonly ApiRoute[] {
  const opened = sections
    .flatMap(({ routes }) => routes)
    .filter(({ method, path, operation }) => method === 'GET' && operation !== null && !path.includes(':'));
  return [
    defineApiRoute({
      name: 'api-root',
      method: 'GET',
      path: '/api/',
      issues: 'none',
      access: isPublic ? 'anyone' : 'authenticated',
      csrf: 'none',
      operation: null,
      summary: 'The addresses of the API that can be opened, by name.',
      responses: { 200: Type.Record(Type.String(), Type.String()) },
      handler: ({ context }) =>
        json(
          Object.fromEntries(
            opened.map((route) => [nameIn(route), context.settings.publicOrigin + route.path]),
          ),
        ),
    }),
  ];
}

/** Lists of rows are called as in REST framework, `products` of `/api/products/`; all else is called by what it does. */
function nameIn({ name, operation, path }: ApiRoute): string | null {
  const list = name.endsWith('-list') ? /^\/api\/([\w-]+)\/$/.exec(path)?.[1] : undefined;
  return list ?? operation;
}
