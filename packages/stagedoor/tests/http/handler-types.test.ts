import { Type } from 'typebox';
import { expectTypeOf, it } from 'vitest';
import { defineApiRoute } from '../../src/api/api-route.ts';
import type { Principal } from '../../src/core/session/session.ts';
import { json } from '../../src/http/answer/answer.ts';
import { defineRoute } from '../../src/http/route/route.ts';
import { pageRoutes } from '../../src/web/page-route.ts';

const route = { name: 'notes', method: 'GET', path: '/api/notes/', issues: 'none', csrf: 'none' } as const;

it('a handler is given somebody where the route lets nobody else in, beside what its schemas say', () => {
  defineRoute({
    ...route,
    access: 'authenticated',
    schema: { query: Type.Object({ page: Type.Number() }) },
    handler(_, { principal, query }) {
      expectTypeOf(principal).toEqualTypeOf<Principal>();
      expectTypeOf(query.page).toEqualTypeOf<number>();
      return json({ id: principal.user.id });
    },
  });
});

it('a handler that anybody reaches has to say what holds for strangers', () => {
  defineRoute({
    ...route,
    access: 'anyone',
    handler(_, { principal }) {
      expectTypeOf(principal).toEqualTypeOf<Principal | null>();
      // @ts-expect-error Nobody may be there.
      return json(() => ({ id: principal.user.id }));
    },
  });
});

it('a handler that turns away whoever is logged in is given nobody', () => {
  defineApiRoute({
    ...route,
    access: 'anonymous',
    operation: null,
    summary: 'Nothing.',
    responses: { 200: null },
    handler(_, { principal }) {
      expectTypeOf(principal).toEqualTypeOf<null>();
      return json({});
    },
  });
});

it('a page is given whom its access lets in, beside the parts of its address', () => {
  const at = ['/notes/:id/'] as const;
  pageRoutes({
    name: 'own-note',
    at,
    access: 'authenticated',
    get(_, { principal, params }) {
      expectTypeOf(principal).toEqualTypeOf<Principal>();
      expectTypeOf(params).toEqualTypeOf<Readonly<Record<string, string>>>();
      return json({});
    },
  });
  pageRoutes({
    name: 'note',
    at,
    access: 'anyone',
    // @ts-expect-error Nobody may be there.
    get: (_, { principal }) => json({ id: principal.user.id }),
  });
});
