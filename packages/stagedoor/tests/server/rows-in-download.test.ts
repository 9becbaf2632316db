import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenedResource } from '../../src/create-stagedoor/open-resources.ts';
import { rowsOfOwner } from '../../src/create-stagedoor/rows-of-owner.ts';
import { defineResource } from '../../src/resource/resource.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { databases } from '../support/databases.ts';
import { openResourceSite, type ResourceSite, withTables } from '../support/resource-site.ts';
import { PASSWORD } from '../support/site.ts';

const owner = { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' } as const;
const entry = defineResource({
  name: 'entry',
  plural: 'entries',
  fields: {
    owner,
    checker: { type: 'reference', to: 'user', onDelete: 'set null', nullable: true, nested: ['username'] },
    title: { type: 'text', max: 20 },
    remark: { type: 'text', max: 20, default: 'x', access: { read: { staff: true } } },
    key: { type: 'text', max: 20, default: 'y', writeOnly: true },
    report: { type: 'file', extensions: ['txt'], nullable: true },
  },
  access: { any: [{ owner: 'owner' }, { owner: 'checker' }, { action: 'add' }] },
});
/** About somebody who is not to see it. */
const complaint = defineResource({
  name: 'complaint',
  fields: { about: { type: 'reference', to: 'user', onDelete: 'cascade' }, text: { type: 'long-text' } },
  access: { staff: true },
});
const photo = defineResource({
  name: 'photo',
  fields: { owner, text: { type: 'long-text', max: 4_500_000 } },
  access: { owner: 'owner' },
});
const asBea = {
  identifier: 'bea',
  password: PASSWORD,
  rememberMe: null,
  visitor: { ipAddress: '127.0.0.1', userAgent: '', language: 'en', deviceKey: null },
} as const;
const diary = defineFeature(withTables('diary', [entry, complaint, photo]));

describe.each(databases)('rows of people in the download of their data on $database', ({ open }) => {
  let site: ResourceSite;
  let [ana, bea] = ['', ''];
  let [anaId, beaId] = [0, 0];

  beforeAll(async () => {
    site = await openResourceSite([diary], open, { ORGANIZATIONS: 'open' });
    [ana, bea] = [await site.tokenOf('ana'), await site.tokenOf('bea')];
    const idOf = async (token: string) => (await site.send(token, 'GET', '/api/users/me/')).body.id;
    [anaId, beaId] = [await idOf(ana), await idOf(bea)];
  });
  afterAll(() => site.close());

  async function download(token: string) {
    const { body } = await site.send(token, 'POST', '/api/tickets/', { purpose: 'data-download' });
    const url = `/api/users/me/data/?ticket=${body.ticket}`;
    // Not held to the document, which takes seconds for ten megabytes.
    return (await site.site.app.inject({ url })).json();
  }

  it('are as lists answer them to that person, with files by their address', async () => {
    const form = new FormData();
    form.append('title', 'With a file');
    form.append('report', new File(['text'], 'report.txt'));
    const sent = new Response(form);
    const type = sent.headers.get('content-type');
    const content = Buffer.from(await sent.arrayBuffer());
    const made = await site.send(ana, 'POST', '/api/entries/', content, { 'content-type': type });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    await site.insert('diary_entry', [
      {
        id: 7,
        owner_id: beaId,
        checker_id: anaId,
        title: 'Checked',
        remark: 'secret',
        key: 'k',
        row_version: 1,
      },
      {
        id: 8,
        owner_id: beaId,
        checker_id: null,
        title: 'Bea’s',
        remark: 'secret',
        key: 'k',
        row_version: 1,
      },
    ]);
    await site.insert('diary_complaint', [
      { id: 1, about_id: anaId, text: 'by a neighbour', row_version: 1 },
    ]);
    const { rows, rows_left_out: leftOut } = await download(ana);
    expect(rows.diary.entries).toHaveLength(2);
    expect(rows.diary.entries).toContainEqual(
      (await site.send(ana, 'GET', `/api/entries/${made.body.id}/`)).body,
    );
    expect(rows.diary.entries).toContainEqual({
      id: 7,
      owner: beaId,
      checker: { id: anaId, username: 'ana' },
      title: 'Checked',
      report: null,
    });
    expect(made.body.report).toBe(`http://127.0.0.1:8000/api/entries/${made.body.id}/report/`);
    expect(rows.diary.complaints).toEqual([]);
    expect(leftOut).toEqual([]);
  });

  it('stand in it whatever their number, and it says of what there are more than it holds', async () => {
    const some = Array.from({ length: 103 }, (_, n) => ({
      id: 100 + n,
      owner_id: beaId,
      text: n < 90 ? `${n}` : 'x'.repeat(1_000_000),
      row_version: 1,
    }));
    await site.insert('diary_photo', some.slice(0, 93));
    const { rows: whole, rows_left_out: none } = await download(bea);
    expect([whole.diary.photos.length, none]).toEqual([93, []]);
    await site.insert('diary_photo', some.slice(93));
    const { rows, rows_left_out: leftOut } = await download(bea);
    expect(leftOut).toEqual(['diary.photos']);
    expect(rows.diary.photos.length).toBeGreaterThan(93);
    expect(rows.diary.photos.length).toBeLessThan(103);
  });

  it('are read few at a time where they may be long', async () => {
    const { stagedoor, clock } = site.site;
    const { issued } = await stagedoor.useCases.login.logIn({ ...asBea, sessionKey: null });
    const limits: number[] = [];
    const photos = stagedoor.openedFeatures
      .flatMap(({ resources }) => resources)
      .filter(({ resource }) => resource === photo)
      .map((one): OpenedResource => {
        const list: typeof one.rows.list = (by, query) => {
          limits.push(query.limit);
          return one.rows.list(by, query);
        };
        return { ...one, rows: { ...one.rows, list } };
      });
    const principal = await stagedoor.useCases.session.findPrincipal({ sessionKey: issued.sessionKey });
    const { rows } = await rowsOfOwner(photos, { clock, origin: '' })(principal ?? expect.fail('bea'));
    expect(rows.diary?.photos?.length).toBeGreaterThan(93);
    expect(Math.max(...limits)).toBe(2);
  });

  it('take room of the files of lists that are sent at once, until their reader has them', async () => {
    const address = await site.site.app.listen({ host: '127.0.0.1', port: 0 });
    const open: IncomingMessage[] = [];
    const begin = async () => {
      const { body } = await site.send(bea, 'POST', '/api/tickets/', { purpose: 'data-download' });
      const url = `${address}/api/users/me/data/?ticket=${body.ticket}`;
      const [answer] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
      open.push(answer);
      return answer.statusCode;
    };
    // Nobody reads these.
    expect([await begin(), await begin(), await begin()]).toEqual([200, 200, 429]);
    for (const answer of open) answer.destroy();
    await expect.poll(begin, { timeout: 10_000, interval: 500 }).toBe(200);
    for (const answer of open) answer.destroy();
  });

  it('come without what is only written, which is not read either', async () => {
    const { stagedoor, clock } = site.site;
    const asked: unknown[] = [];
    const [entries = expect.fail('entry')] = stagedoor.openedFeatures
      .flatMap(({ resources }) => resources)
      .filter(({ resource }) => resource === entry);
    const list: typeof entries.rows.list = (by, query) => {
      asked.push(query.fields);
      return entries.rows.list(by, query);
    };
    const { useCases } = stagedoor;
    const { issued } = await useCases.login.logIn({ ...asBea, sessionKey: null });
    const principal = await useCases.session.findPrincipal({ sessionKey: issued.sessionKey });
    const watched = { ...entries, rows: { ...entries.rows, list } };
    await rowsOfOwner([watched], { clock, origin: '' })(principal ?? expect.fail('bea'));
    expect(asked).toEqual([['owner', 'checker', 'title', 'remark', 'report']]);
  });

  it('say in which teams somebody is', async () => {
    const { body: acme } = await site.send(ana, 'POST', '/api/organizations/', { name: 'Acme' });
    const { body: team } = await site.send(ana, 'POST', `/api/organizations/${acme.id}/teams/`, {
      name: 'Night',
    });
    const put = await site.send(ana, 'POST', `/api/organizations/${acme.id}/teams/${team.id}/members/`, {
      user: anaId,
    });
    expect(put.status, JSON.stringify(put.body)).toBeLessThan(300);
    expect((await download(ana)).teams).toEqual([{ id: team.id, name: 'Night', organization: acme.id }]);
  });
});
