import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../support/page/visitor.ts';
import { photo } from '../support/pictures.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

const PROFILE = '/accounts/profile/';
const PICTURE = '/accounts/profile/picture/';

describe('the picture on the page of the profile', () => {
  let site: RealSite;
  let ana: Visitor;
  beforeAll(async () => {
    site = await openRealSite({
      env: { USER_PICTURES: 'true', ORGANIZATIONS: 'managed', UPLOAD_LIMIT_BYTES: '65536' },
    });
    await site.addPerson();
    ana = await site.loggedIn();
  });
  afterAll(() => site.close());

  /** The form as a browser sends it: the token and a file. */
  async function send(file: Buffer, fields: Record<string, string | null> = {}) {
    const page = await ana.open(PICTURE);
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...page.form(PICTURE).fields, ...fields }))
      if (value !== null && name !== 'picture') form.set(name, value);
    form.set('picture', new Blob([new Uint8Array(file)], { type: 'image/jpeg' }), '../../../evil.html');
    const body = new Response(form);
    const type = body.headers.get('content-type') ?? '';
    return await ana.browser.request('POST', PICTURE, {
      payload: Buffer.from(await body.arrayBuffer()),
      headers: { 'content-type': type },
    });
  }
  const shown = async () =>
    /<img class="picture" src="([^"]+)"/.exec((await ana.browser.get(PROFILE)).body)?.[1];

  it('is shown, and is none again', async () => {
    const answer = await send(await photo());
    expect([answer.statusCode, answer.headers.location]).toEqual([302, PROFILE]);
    const page = await ana.open(PROFILE);
    expect(page.flashes).toEqual(['Your picture is saved.']);
    const path = (await shown()) ?? '';
    expect(path).toMatch(/^\/media\/avatars\/[0-9a-f]{32}\.webp$/);
    const picture = await site.visitor().browser.get(path);
    expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/webp']);
    expect(page.html).toMatch(new RegExp(`<img class="face" src="${path}" alt width`));
    const { useCases } = site.stagedoor;
    const userId = (await useCases.user.find({ identifier: 'ana' }))?.id ?? 0;
    const acme = await useCases.organization.create({ by: 'operator', ownerId: userId, name: 'Acme' });
    const members = (await ana.open(`/accounts/organizations/${acme.id}/`)).html;
    expect(members.split(`src="${path}"`)).toHaveLength(3);
    await ana.open(PICTURE);
    const without = await ana.submit({}, { to: '/accounts/profile/picture/remove/' });
    expect(without.flashes).toEqual(['Your picture is removed.']);
    expect(await shown()).toBeUndefined();
  });

  it.each([
    ['a page', Buffer.from('<html><script>alert(1)</script>'), 200],
    ['an SVG with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 200],
    ['nothing', Buffer.alloc(0), 200],
    ['more than is taken', Buffer.alloc(70_000), 413],
  ])('is not %s, and the form says so beside it', async (_, file, status) => {
    const answer = await send(file);
    expect(answer.statusCode).toBe(status);
    if (status === 200) {
      expect(answer.body).toMatch(/id="id_picture_error"/);
      // Where a person looks who did not see the page load.
      expect(answer.body).toMatch(/<title>Check the form: /);
      expect(answer.body).toMatch(/<input[^>]*name="picture"[^>]*autofocus/);
    } else {
      expect(answer.body).toContain('64 kB at most');
      expect(answer.body).toContain(`href="${PICTURE}"`);
    }
    expect(await shown()).toBeUndefined();
  });

  it('is changed by nobody without the token of the form', async () => {
    expect((await send(await photo(), { csrfmiddlewaretoken: null })).statusCode).toBe(403);
    expect((await send(await photo(), { csrfmiddlewaretoken: 'x'.repeat(64) })).statusCode).toBe(403);
    expect(await shown()).toBeUndefined();
  });
});

describe('a profile without pictures', () => {
  it('has no form for one, and nothing is at its address', async () => {
    const site = await openRealSite();
    await site.addPerson();
    const ana = await site.loggedIn();
    const page = await ana.open(PROFILE);
    expect(page.forms.map(({ action }) => action)).not.toContain(PICTURE);
    expect(page.text).toContain('ana@mail.example');
    expect((await ana.open(PICTURE)).status).toBe(404);
    const token = page.form(PROFILE).fields.csrfmiddlewaretoken ?? '';
    for (const path of [PICTURE, `${PICTURE}remove/`])
      expect((await ana.post(path, { csrfmiddlewaretoken: token })).statusCode).toBe(404);
    await site.close();
  });
});
