import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../../src/client/index.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/* The client understands a site whatever form its answers have. */

describe.each(['plain', 'envelope', 'problem'])('where API_FORMAT is %s', (API_FORMAT) => {
  let site: RealSite;
  let create: () => Client;
  beforeAll(async () => {
    site = await openRealSite({ env: { API_FORMAT } });
    await site.addPerson('ana');
    await site.stagedoor.useCases.user.create({
      by: 'operator',
      username: 'bea',
      email: 'bea@mail.example',
      password: PASSWORD,
      validatePassword: false,
      isStaff: false,
      isSuperuser: false,
      mustChangePassword: true,
    });
    const baseUrl = await site.listen();
    create = () => createClient({ baseUrl, mode: 'jwt' });
  });
  afterAll(() => site.close());

  it('data is data', async () => {
    const client = create();
    expect((await client.logIn({ username: 'ana', password: PASSWORD })).data?.username).toBe('ana');
    expect((await client.listSessions()).data).toMatchObject([{ kind: 'jwt', is_current: true }]);
    expect((await client.endOtherSessions()).data).toBeNull();
  });

  it('a refusal says what and where', async () => {
    const client = create();
    const { error } = await client.signUp({
      username: 'new',
      email: 'no address',
      password: 'a',
      password_confirm: 'b',
    });
    expect(error).toMatchObject({
      code: 'invalid-input',
      status: 400,
      detail: expect.stringMatching(/\w/),
      fields: { email: ['Enter a valid email address.'] },
    });
    const wrong = await client.obtainTokenPair({ username: 'ana', password: 'wrong' });
    expect(wrong.error).toMatchObject({
      code: 'invalid-credentials',
      detail: 'No active account found with the given credentials',
    });
  });

  it('a stage is named', async () => {
    const client = create();
    const { error } = await client.logIn({ username: 'bea', password: PASSWORD });
    expect(error).toMatchObject({ code: 'stage-required', stage: expect.stringMatching(/password/) });
  });

  it('a token that is no good is told apart from none', async () => {
    const tokens = { access: 'made-up', refresh: null };
    const stale = createClient({
      baseUrl: site.stagedoor.config.publicUrl.origin,
      mode: 'jwt',
      store: { get: () => tokens, set: () => {} },
      fetch: async (input, init) => {
        const { pathname } = new URL(String(input));
        const { statusCode, headers, payload } = await site.app.inject({
          url: pathname,
          headers: {
            ...(init?.headers as Record<string, string>),
            host: site.stagedoor.config.publicUrl.host,
          },
        });
        // As another site's script sees it, to which the header is not shown.
        const { 'refusal-code': _, 'transfer-encoding': __, ...shown } = headers;
        return new Response(payload, { status: statusCode, headers: shown as Record<string, string> });
      },
    });
    expect((await stale.getMe()).error).toMatchObject({
      code: 'bearer-refused',
      detail: 'Given token not valid for any token type',
    });
  });
});
