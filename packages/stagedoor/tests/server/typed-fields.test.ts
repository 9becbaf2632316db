import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import type { ExtraFields, ExtraValuesOf } from '../../src/core/user/extra-field.ts';
import type { Stagedoor } from '../../src/create-stagedoor/stagedoor.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { createGuards } from '../../src/server/create-guards.ts';
import { toNodeHandler } from '../../src/server/to-node-handler.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

/* What a site declares of its users is typed wherever users come from. The compiler is the test of the types. */

const extraFields = {
  bio: { type: 'text', maxLength: 200, default: '' },
  plan: { type: 'choice', choices: { free: 'Free', pro: 'Pro' }, default: 'free' },
  birthday: { type: 'date', nullable: true },
} as const satisfies ExtraFields;

interface Declared {
  readonly bio: string;
  readonly plan: 'free' | 'pro';
  readonly birthday: string | null;
}

/** Never called: it is here to be compiled. */
export async function whatAnEditorOffers(): Promise<void> {
  const stagedoor = await createStagedoor({
    config: { extraFields: { bio: { type: 'text', maxLength: 200, default: '' } } },
  });
  const user = await createGuards(stagedoor).user(new Request('http://localhost/'));
  expectTypeOf(user?.extra.bio).toEqualTypeOf<string | undefined>();
  // @ts-expect-error a field that was not declared
  user?.extra.phone;
  toNodeHandler(stagedoor);
}

describe('the fields of a site', () => {
  let site: RealSite;
  beforeAll(async () => {
    site = await openRealSite({ config: { extraFields } });
  });
  afterAll(() => site.close());

  it('are typed on every user that a use case or a guard answers', async () => {
    const stagedoor = site.stagedoor as Stagedoor<typeof extraFields>;
    const made = await stagedoor.useCases.user.create({
      by: 'operator',
      username: 'ana',
      extra: { bio: 'Here.' },
    });
    expectTypeOf(made.extra).toEqualTypeOf<Declared>();
    const found = await stagedoor.useCases.user.findById({ userId: made.id });
    expectTypeOf(found?.extra.plan).toEqualTypeOf<'free' | 'pro' | undefined>();
    const {
      rows: [listed],
    } = await stagedoor.useCases.user.list({});
    expectTypeOf(listed?.extra.birthday).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(stagedoor.useCases.session.findPrincipal).returns.resolves.toExtend<{
      user: { extra: Declared };
    } | null>();
    expectTypeOf(createGuards(stagedoor).principal).returns.resolves.toExtend<{
      user: { extra: Declared };
    } | null>();
    expect([made.extra, found?.extra, listed?.extra]).toEqual(
      Array.from({ length: 3 }, () => ({ bio: 'Here.', plan: 'free', birthday: null })),
    );
  });

  it('are typed in the client by the same declaration', () => {
    const client = createClient<ExtraValuesOf<typeof extraFields>>();
    const me = async () => (await client.getMe()).data;
    expectTypeOf(me).returns.resolves.toExtend<Declared | undefined>();
    expectTypeOf(client.updateMe).parameter(0).toExtend<{ bio?: string } | undefined>();
  });
});
