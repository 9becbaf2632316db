import { describe, expectTypeOf, it } from 'vitest';
import { createClient, type RefusalCode, type SessionState, type User } from '../../src/client/index.ts';
import { useSession } from '../../src/client/react.ts';

/* What an editor offers to whoever has read nothing. The compiler is the test: vitest only runs what it has passed. */

interface OurOwn {
  readonly telefono: string;
}
const client = createClient();
const ours = createClient<OurOwn>();

/** Never called: it is here to be compiled. */
export async function everythingThatAnEditorOffers(): Promise<string> {
  const { data: user, error } = await client.logIn({
    username: 'ana',
    password: 'secret',
    remember_me: true,
  });
  if (error !== undefined) {
    expectTypeOf(user).toEqualTypeOf<undefined>();
    expectTypeOf(error.code).toEqualTypeOf<RefusalCode | 'network' | 'aborted' | 'unexpected-answer'>();
    switch (error.code) {
      case 'invalid-input':
        return error.fields.password?.[0] ?? error.fields.non_field_errors?.[0] ?? error.detail;
      case 'throttled':
        return `Wait ${error.retryAfterSeconds} seconds.`;
      case 'stage-required':
        return `/accounts/${error.stage}/`;
      default:
        return error.detail;
    }
  }
  expectTypeOf(user).toEqualTypeOf<User>();
  const renamed = await client.updateMe({ first_name: 'Ana' });
  const { data: sessions = [] } = await client.listSessions();
  for (const session of sessions) if (!session.is_current) await client.endSession({ id: session.id });
  const orders = await client.request<{ id: number }[]>({ path: '/api/orders/', method: 'GET' });
  return `${user.username ?? user.email} ${renamed.data?.first_name} ${orders.data?.[0]?.id}`;
}

/** Never called either. */
export async function whatTheCompilerRefuses(): Promise<void> {
  // @ts-expect-error a misspelt field
  await client.logIn({ user: 'ana', password: 'secret' });
  // @ts-expect-error a field that is missing
  await client.changePassword({ old_password: 'secret' });
  // @ts-expect-error an operation that takes nothing
  await client.listSessions({ page: 2 });
  const { data, error } = await client.getMe();
  // @ts-expect-error data that may be missing
  data.username;
  // @ts-expect-error a code that no refusal has
  if (error?.code === 'wrong-password') return;
  // @ts-expect-error a value that only throttled requests have
  error?.retryAfterSeconds;
}

describe('the types of the client', () => {
  it('carry the own fields of a site to wherever users are', () => {
    type OurUser = User & OurOwn;
    expectTypeOf(ours.session.get).returns.toEqualTypeOf<SessionState<OurUser>>();
    expectTypeOf(ours.updateMe).parameter(0).toExtend<{ telefono?: string } | undefined>();
    expectTypeOf(ours.getMe).returns.resolves.toHaveProperty('data');
    expectTypeOf(useSession<OurUser>)
      .parameter(0)
      .toExtend<{ session: object }>();
    expectTypeOf(() => useSession(ours)).returns.toEqualTypeOf<SessionState<OurUser>>();
  });
});
