import { Type } from 'typebox';
import { expectTypeOf, it } from 'vitest';
import { defineApiRoute } from '../../src/api/api-route.ts';
import type { Principal } from '../../src/core/session/session.ts';
import { json } from '../../src/http/answer/answer.ts';
import { defineRoute } from '../../src/http/route/route.ts';

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
