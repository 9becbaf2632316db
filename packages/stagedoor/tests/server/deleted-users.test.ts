import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defineResource } from '../../src/resource/resource.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { databases } from '../support/databases.ts';
import { openResourceSite, type ResourceSite, withTables } from '../support/resource-site.ts';
import { PASSWORD } from '../support/site.ts';

/* What becomes of a user's rows: they go or stay as the person says, and what must stay keeps no account from going. */

const access = { authenticated: true } as const;
const text = { type: 'text', max: 50, blank: true, default: '' } as const;
const note = defineResource({
  name: 'note',
  fields: { text, author: { type: 'reference', to: 'user', onDelete: 'cascade', nested: ['username'] } },
  labels: { one: { en: 'note', es: 'apunte' }, many: { en: 'notes', es: 'apuntes' } },
  access,
});
const page = defineResource({
  name: 'page',
  fields: { text, editor: { type: 'reference', to: 'user', onDelete: 'set null', nullable: true } },
  access,
});
const seat = defineResource({
  name: 'seat',
  fields: { text, holder: { type: 'reference', to: 'user', onDelete: 'cascade', unique: true } },
  access,
});
const bill = defineResource({
  name: 'bill',
  fields: { text, payer: { type: 'reference', to: 'user', onDelete: 'protect' } },
  access,
});
const transfer = defineResource({
  name: 'seat_transfer',
  fields: {
    giver: { type: 'reference', to: 'user', onDelete: 'cascade', nullable: true },
    taken_by: { type: 'reference', to: 'user', onDelete: 'set null', nullable: true, label: 'taker' },
  },
  labels: { one: 'move', many: 'moves' },
  access,
});
const answer = defineResource({
  name: 'answer',
  fields: { text, note: { type: 'reference', to: 'note', onDelete: 'protect' } },
  access,
});

describe.each(databases)('the rows of a deleted user on $database', ({ open }) => {
  let desk: ResourceSite;
  let people = 0;
  let token: string;
  let ana: number;
  beforeAll(async () => {
    desk = await openResourceSite(
      [defineFeature(withTables('desk', [note, page, seat, bill, transfer, answer]))],
      open,
    );
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    people += 1;
    token = await desk.tokenOf(`ana${people}`);
    ana = (await desk.send(token, 'GET', '/api/users/me/')).body.id;
    const id = people * 10;
    await desk.insert('desk_note', [{ id, text: 'mine', author_id: ana }]);
    await desk.insert('desk_page', [{ id, text: 'edited', editor_id: ana }]);
    await desk.insert('desk_seat', [{ id, text: 'row 3', holder_id: ana }]);
  });

  const stagedoor = () => desk.site.stagedoor;
  const found = async () => await stagedoor().useCases.user.findById({ userId: ana });
  const rowsOf = async () => {
    const id = people * 10;
    const { rows } = stagedoor();
    return {
      note: (await rows(note, 'application').find(id))?.author ?? null,
      page: (await rows(page, 'application').find(id))?.editor ?? null,
      seat: (await rows(seat, 'application').find(id))?.holder ?? null,
      bill: (await rows(bill, 'application').find(id))?.payer ?? null,
    };
  };
  /** By a fresh proof: whoever holds an old token alone deletes nothing. */
  async function deletes(said?: object, query = ''): Promise<number> {
    const browser = await desk.site.loggedIn(`ana${people}`);
    const sent = await browser.browser.send('DELETE', `/api/users/me/${query}`, said);
    return sent.statusCode;
  }

  it('go with the account, where nobody says otherwise', async () => {
    expect(await deletes()).toBe(204);
    expect([await found(), await rowsOf()]).toEqual([
      null,
      { note: null, page: null, seat: null, bill: null },
    ]);
    const left = await desk.send(await desk.tokenOf(`eva${people}`), 'GET', `/api/pages/${people * 10}/`);
    expect(left.body).toMatchObject({ text: 'edited', editor: null });
  });

  it('wait for a word that is one of the two', async () => {
    expect(await deletes({ rows: 'burn' })).toBe(400);
    expect(await deletes(undefined, '?rows=burn')).toBe(400);
    expect(await found()).toMatchObject({ id: ana });
  });

  it('stay as those of nobody, where the person says so', async () => {
    expect(await deletes({ rows: 'keep' })).toBe(204);
    expect(await found()).toBeNull();
    const { note: nobody, ...others } = await rowsOf();
    expect(others).toEqual({ page: nobody, seat: nobody, bill: null });
    expect([typeof nobody, nobody === ana]).toEqual(['number', false]);
    const eva = await desk.tokenOf(`eva${people}`);
    const shown = await desk.send(eva, 'GET', `/api/notes/${people * 10}/`);
    expect([shown.body, shown.headers.etag]).toEqual([
      { id: people * 10, text: 'mine', author: null },
      '"v2"',
    ]);
  });

  it('stay where staff says so in the address, or where the owner does', async () => {
    const root = await desk.tokenOf('root');
    await stagedoor().useCases.user.setFlags({
      by: 'operator',
      userId: (await desk.send(root, 'GET', '/api/users/me/')).body.id,
      isStaff: true,
      isSuperuser: true,
    });
    expect((await desk.send(root, 'DELETE', `/api/users/${ana}/?rows=burn`)).status).toBe(400);
    expect((await desk.send(root, 'DELETE', `/api/users/${ana}/?rows=keep`)).status).toBe(204);
    expect([await found(), typeof (await rowsOf()).note]).toEqual([null, 'number']);
  });

  it('are found under nobody’s name, by nobody', async () => {
    expect(await deletes(undefined, '?rows=keep')).toBe(204);
    const { note: nobody = 0 } = (await rowsOf()) as { note: number };
    const { useCases } = stagedoor();
    expect(await useCases.user.findById({ userId: nobody })).toBeNull();
    await expect(useCases.user.activate({ by: 'operator', userId: nobody })).rejects.toThrow();
    const take = { by: 'operator', userId: nobody, password: PASSWORD } as const;
    await expect(useCases.password.setFor(take)).rejects.toThrow();
    const { rows } = await useCases.user.list({ limit: 1_000 });
    expect(rows.some(({ id, username }) => id === nobody || username?.startsWith('deleted-'))).toBe(false);
    const root = await desk.tokenOf(`root${people}`);
    const me = (await desk.send(root, 'GET', '/api/users/me/')).body.id;
    await useCases.user.setFlags({ by: 'operator', userId: me, isStaff: true, isSuperuser: true });
    expect((await desk.send(root, 'GET', `/api/users/${nobody}/`)).status).toBe(404);
    expect((await desk.send(root, 'GET', '/api/users/?search=deleted-')).body.count).toBe(0);
  });

  it('get no others beside them: nobody is nobody’s author anew', async () => {
    await deletes({ rows: 'keep' });
    const { note: nobody } = await rowsOf();
    const eva = await desk.tokenOf(`eva${people}`);
    const sent = { text: 'hers', author: nobody };
    expect((await desk.send(eva, 'POST', '/api/notes/', sent)).body).toEqual({
      author: [`Invalid pk "${nobody}" - object does not exist.`],
    });
    const change = await desk.send(eva, 'PATCH', `/api/pages/${people * 10}/`, { editor: nobody });
    expect(change.status).toBe(200);
    const { id } = (await desk.send(eva, 'POST', '/api/pages/', { text: 'new' })).body;
    expect((await desk.send(eva, 'PATCH', `/api/pages/${id}/`, { editor: nobody })).status).toBe(400);
  });

  it('keep no account from going that the site must not lose, and go but for these', async () => {
    await desk.insert('desk_bill', [{ id: people * 10, text: '9.99', payer_id: ana }]);
    expect(await deletes()).toBe(204);
    const { bill: nobody, ...others } = await rowsOf();
    expect([typeof nobody, nobody === ana, others]).toEqual([
      'number',
      false,
      { note: null, page: null, seat: null },
    ]);
  });

  it('stay where somebody else’s rows need them', async () => {
    await desk.insert('desk_answer', [{ id: people * 10, text: 'To yours', note_id: people * 10 }]);
    await stagedoor().useCases.user.remove({ by: 'operator', userId: ana });
    expect(await found()).toBeNull();
    const { note: nobody } = await rowsOf();
    expect([typeof nobody, nobody === ana]).toEqual(['number', false]);
    const { rows } = await stagedoor().useCases.audit.list({ userId: ana, action: 'user-delete' });
    expect(rows).toMatchObject([{ detail: { rowsKept: 3 } }]);
  });

  it('are asked about on the page that deletes an account', async () => {
    const visitor = await desk.site.loggedIn(`ana${people}`);
    const { text: page } = await visitor.open('/accounts/delete/');
    expect(page).toContain('Keep what I added to this site');
    expect(page).toContain(
      'Deleted with it, unless you keep it below: your notes, seats, and moves (giver).',
    );
    expect(page).toContain('Kept by the site, without your name: your pages, bills, and moves (taker).');
    expect((await visitor.open('/accounts/data/')).text).toContain(
      'Of what you added: your notes, seats, moves, pages, and bills.',
    );
    await visitor.open('/accounts/delete/');
    const spanish = await desk.site.loggedIn(`ana${people}`, { 'accept-language': 'es' });
    expect((await spanish.open('/accounts/delete/')).text).toContain(
      'conservarlo: apuntes, seats y moves (giver).',
    );
    const done = await visitor.submit({ keep_rows: 'on', password: PASSWORD });
    expect([done.path, done.flashes]).toEqual([
      '/accounts/deleted/',
      ['3 things that you added stay, without your name.'],
    ]);
    expect(await found()).toBeNull();
    expect(typeof (await rowsOf()).note).toBe('number');
  });

  it('leave nothing behind of whom they were', async () => {
    await deletes({ rows: 'keep' });
    const kept = await stagedoor().useCases.user.find({ identifier: `ana${people}@mail.example` });
    expect(kept).toBeNull();
    // The name and the address are anybody's again.
    expect((await desk.site.addPerson(`ana${people}`)).email).toBe(`ana${people}@mail.example`);
  });
});
