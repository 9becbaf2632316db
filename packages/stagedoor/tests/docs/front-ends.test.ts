import { describe, expect, it } from 'vitest';
import type { ApiRoute } from '../../src/api/api-route.ts';
import { djRestAuthRoutes } from '../../src/api/front-ends/dj-rest-auth/dj-rest-auth.ts';
import { djoserRoutes } from '../../src/api/front-ends/djoser/djoser.ts';
import { readDocument, sections, tableRows } from './markdown.ts';

const parts = sections(readDocument('docs/reference/front-ends.md'), 2);
const path = '/x/';
const registrationPath = `${path}registration/`;
const everyDjoserRoute = new Map(
  (['either', 'email'] as const)
    .flatMap((logInBy) => djoserRoutes({ path, logInBy, resetsUsernames: true }))
    .map((route) => [route.name, route]),
);

const told = (title: string) =>
  tableRows(parts.get(title) ?? '')
    .map(([endpoint = '', fields = '', answer = '']) => {
      const [, method, address] = /^([A-Z]+) `(.+)`$/.exec(endpoint) ?? [];
      return [
        `${method} ${path}${address}`,
        [...fields.matchAll(/`(\w+)`(\??)/g)].map(([, name, isOptional]) => `${name}${isOptional}`),
        /^\*\*(\d{3})\*\*/.exec(answer)?.[1],
      ] as const;
    })
    .filter(([endpoint]) => !endpoint.startsWith('undefined'))
    .sort();

const served = (routes: Iterable<ApiRoute>) =>
  [...routes]
    .map((route) => {
      const body = route.schema?.body as { properties?: object; required?: readonly string[] } | undefined;
      const fields = Object.keys(body?.properties ?? {});
      return [
        `${route.method} ${route.path}`,
        fields.map((name) => (body?.required?.includes(name) ? name : `${name}?`)),
        Object.keys(route.responses)[0],
      ] as const;
    })
    .sort();

describe('the page docs/reference/front-ends.md', () => {
  it('lists every endpoint of dj-rest-auth with its fields and its good answer, and no other', () => {
    expect(told('dj-rest-auth')).toEqual(
      served(djRestAuthRoutes({ path, oldPasswordAsked: true, registrationPath, tokens: 'jwt-cookies' })),
    );
  });

  it('lists every endpoint of djoser with its fields and its good answer, and no other', () => {
    expect(told('djoser')).toEqual(served(everyDjoserRoute.values()));
  });
});

it('tokens of a kind that the site does not hand out are not refreshed', () => {
  const names = djRestAuthRoutes({ path, oldPasswordAsked: true, registrationPath, tokens: 'api-token' }).map(
    ({ name }) => name,
  );
  expect(names.filter((name) => name.startsWith('rest_token'))).toEqual([]);
});

it.each(['guides/front-ends-elsewhere', 'guides/move-from-django', 'reference/http-api'])(
  'no order of ways in that %s advises lets the cookies of a browser count before what a program sends',
  (page) => {
    const text = readDocument(`docs/${page}.md`);
    const orders = [...text.matchAll(/API_AUTHENTICATION=([\w,-]+)/g)].map(([, order = '']) =>
      order.split(','),
    );
    for (const order of orders.filter((classes) => classes.includes('session'))) {
      const ofCookies = Math.min(...['session', 'jwt-cookie'].flatMap((word) => placeIn(order, word)));
      const ofPrograms = Math.max(
        ...['token', 'jwt', 'personal-token'].flatMap((word) => placeIn(order, word)),
      );
      expect(ofCookies, order.join()).toBeGreaterThan(ofPrograms);
    }
  },
);

function placeIn(order: readonly string[], word: string): number[] {
  return order.includes(word) ? [order.indexOf(word)] : [];
}
