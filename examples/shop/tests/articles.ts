import type { SignedIn } from 'stagedoor/testing';
import { beforeAll, expect, test } from 'vitest';
import { type Shop, TUNNEL } from './use-shop.ts';

export function articleTests({ site, get, post, ask, person }: Shop): void {
  let people: Readonly<Record<'ana' | 'ben' | 'staff' | 'editor', SignedIn>>;
  let article: number;
  let category: number;

  beforeAll(async () => {
    people = {
      ana: await person(),
      ben: await person(),
      staff: await person({ isStaff: true }),
      editor: await person(),
    };
    const editors = [people.editor.user.id];
    category = (await post('/api/categories/', people.staff, { name: 'Pens', editors })).body.id;
    const sent = { title: 'On pens', body: 'They write.', category, author: people.ben.user.id };
    article = (await post('/api/articles/', people.ana, sent)).body.id;
  });

  test('are of whoever wrote them, whatever they say, and are read by anybody', async () => {
    const { status, body } = await get(`/api/articles/${article}/`);
    expect({ status, author: body.author }).toEqual({ status: 200, author: people.ana.user.id });
    expect((await get('/api/articles/')).body.count).toBe(1);
    expect((await post('/api/articles/', undefined, { title: 'x', body: 'x' })).status).toBe(401);
  });

  test.each([
    ['ana', 200],
    ['staff', 200],
    ['editor', 200],
    ['ben', 403],
  ] as const)(
    'are changed by their author, staff and editors of the category: %s gets %d',
    async (name, status) => {
      const changed = await ask('PATCH', `/api/articles/${article}/`, people[name], { title: name });
      expect(changed.status).toBe(status);
    },
  );

  test('are moved into no category out of which they would be changed', async () => {
    const moved = await ask('PATCH', `/api/articles/${article}/`, people.editor, { category: null });
    expect(moved.status).toBe(403);
  });

  test('are written by nobody whose address is not proved', async () => {
    const password = 'Brass lamp 1 over the door';
    const signUp = { username: 'dora', email: 'dora@mail.example', password, password_confirm: password };
    expect((await post('/api/signup/', undefined, signUp)).status).toBe(201);
    const { signInAs, stagedoor } = site();
    const user = await stagedoor.useCases.user.find({ identifier: 'dora' });
    const { headers, ...dora } = await signInAs({ id: user?.id ?? 0, username: 'dora', email: '' });
    // Those whose address is not proved get no token.
    const browser = { ...dora, headers: { ...headers, origin: TUNNEL } };
    expect(await post('/api/articles/', browser, { title: 'x', body: 'x' })).toMatchObject({
      status: 403,
      body: { detail: 'You must verify your email address to perform this action.' },
    });
    expect((await get(`/api/articles/${article}/`, browser)).status).toBe(200);
  });
}
