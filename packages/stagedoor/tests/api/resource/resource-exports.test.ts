import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvLine } from '../../../src/api/resource/export/csv-line.ts';
import { writers } from '../../../src/api/resource/export/export-answer.ts';
import type { Clock } from '../../../src/core/kernel/clock.ts';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import { createExportsAtOnce, within } from '../../../src/http/context/exports-at-once.ts';
import { openDatabase } from '../../../src/infrastructure/database/open-database.ts';
import { allRows } from '../../../src/resource/all-rows.ts';
import { defineResource } from '../../../src/resource/resource.ts';
import type { StoredRow } from '../../../src/resource/resource-store.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { databases } from '../../support/databases.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';
import { statementsOf } from '../../support/statements-of.ts';

const note = defineResource({
  name: 'note',
  fields: {
    owner: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    title: { type: 'text', max: 99 },
    price: { type: 'decimal', digits: 9, places: 2, nullable: true },
    facts: { type: 'json', default: {} },
    secret: { type: 'text', max: 9, blank: true, writeOnly: true },
  },
  order: ['title'],
  orderBy: ['title', 'price'],
  search: ['title'],
  exports: ['csv', 'json'],
  access: { owner: 'owner' },
});
const notes = defineFeature(withTables('notes', [note]));

describe.each(databases)('a list that is saved, on $database', ({ open }) => {
  let site: ResourceSite;
  let [ana, bea] = ['', ''];
  const accept = { accept: 'text/csv' };

  beforeAll(async () => {
    site = await openResourceSite([notes], open, { EXPORTS_AT_ONCE: '3' });
    [ana, bea] = [await site.tokenOf('ana'), await site.tokenOf('bea')];
    const mine = [
      { title: 'plain', price: '-1.5' },
      { title: '=HYPERLINK("http://evil.example")', facts: { a: ['b', 1] } },
      { title: 'two\r\nlines, "quoted"', secret: 'hidden' },
    ];
    for (const row of mine) await site.send(ana, 'POST', '/api/notes/', row);
    await site.send(bea, 'POST', '/api/notes/', { title: 'not yours' });
  });
  afterAll(() => site.close());

  it('is a CSV file of what somebody may see, in which nothing is a formula', async () => {
    const { status, body, headers } = await site.send(
      ana,
      'GET',
      '/api/notes/export/csv/',
      undefined,
      accept,
    );
    expect([
      status,
      headers['content-type'],
      headers['content-disposition'],
      headers['x-content-type-options'],
    ]).toEqual([200, 'text/csv; charset=utf-8', 'attachment; filename="notes.csv"', 'nosniff']);
    expect(body.replaceAll(/^\d+,\d+/gm, '#')).toBe(
      'id,owner,title,price,facts\r\n' +
        '#,"\'=HYPERLINK(""http://evil.example"")",,"{""a"":[""b"",1]}"\r\n' +
        '#,plain,-1.50,{}\r\n' +
        '#,"two\r\nlines, ""quoted""",,{}\r\n',
    );
  });

  it('is a JSON file of rows as the list shows them', async () => {
    const { body } = await site.send(ana, 'GET', '/api/notes/export/json/');
    expect(body).toEqual((await site.send(ana, 'GET', '/api/notes/')).body.results);
    expect((await site.send(await site.tokenOf('cid'), 'GET', '/api/notes/export/json/')).body).toEqual([]);
  });

  it('is narrowed and put in order as the list is, and has no pages', async () => {
    const at = '/api/notes/export/json/';
    const titles = async (query: string) =>
      (await site.send(ana, 'GET', `${at}?${query}`)).body.map(({ title }: { title: string }) => title);
    expect(await titles('search=plain')).toEqual(['plain']);
    expect(await titles('ordering=-title')).toHaveLength(3);
    expect((await site.send(ana, 'GET', `${at}?page=2`)).status).toBe(400);
    expect((await site.send(ana, 'GET', `${at}?cursor=x`)).status).toBe(400);
    expect((await site.send(null, 'GET', at)).status).toBe(401);
    expect(
      (await site.send(ana, 'GET', '/api/notes/export/csv/', undefined, { accept: 'text/html' })).status,
    ).toBe(406);
  });

  it('is read some rows at a time, each once, however many are equal', async () => {
    const { id: owner_id } = (await site.send(bea, 'GET', '/api/users/me/')).body;
    const rows = Array.from({ length: 2_500 }, (_, at) => ({
      id: 10_000 + at,
      owner_id,
      title: 'same',
      facts: '{}',
    }));
    for (let at = 0; at < rows.length; at += 500) await site.insert('notes_note', rows.slice(at, at + 500));
    const { body } = await site.send(bea, 'GET', '/api/notes/export/json/?search=same');
    expect(body.map(({ id }: { id: number }) => id)).toEqual(rows.map(({ id }) => id));
  });

  it('is sent so many times at once and no more, and again as soon as a reader has gone', async () => {
    const address = await site.site.app.listen({ host: '127.0.0.1', port: 0 });
    const title = 'x'.repeat(99);
    const facts = JSON.stringify({ text: 'x'.repeat(60_000) });
    /** More than the buffers of a connection hold. */
    const give = async (token: string, first: number) => {
      const { id: owner_id } = (await site.send(token, 'GET', '/api/users/me/')).body;
      const rows = Array.from({ length: 50 }, (_, at) => ({ id: first + at, owner_id, title, facts }));
      for (let time = 0; time < 5; time += 1)
        await site.insert(
          'notes_note',
          rows.map((row) => ({ ...row, id: row.id + 1_000 * time })),
        );
    };
    await give(bea, 20_000);
    const open: IncomingMessage[] = [];
    const asked = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const [answer] = await once(
        get(`${address}/api/notes/export/csv/`, { headers, agent: false }),
        'response',
      );
      open.push(answer);
      return answer as IncomingMessage;
    };
    const leave = () => {
      for (const answer of open.splice(0)) answer.destroy();
    };
    const soon = async (token: string) =>
      await expect.poll(async () => (await asked(token)).statusCode, { timeout: 10_000 }).toBe(200);
    const said = ({ statusCode, headers }: IncomingMessage) => [statusCode, headers['retry-after']];
    // Nobody reads these.
    const slow = [await asked(bea), await asked(bea)];
    const more = await asked(bea);
    expect(slow.map(said)).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    expect(said(more)).toEqual([429, '5']);
    // What is kept about them is as long, and is counted with these.
    const ticket = await site.send(bea, 'POST', '/api/tickets/', { purpose: 'data-download' });
    const data = await site.send(bea, 'GET', `/api/users/me/data/?ticket=${ticket.body.ticket}`);
    expect([data.status, data.headers['retry-after']]).toEqual([429, '5']);
    // Of the three of this node one is left, and is taken again as soon as it is done.
    const whole = await asked(ana);
    expect(said(whole)).toEqual([200, undefined]);
    expect(await text(whole)).toContain('plain');
    const cleo = await site.tokenOf('cleo');
    await give(cleo, 30_000);
    const third = await asked(cleo);
    expect([said(third), said(await asked(ana))]).toEqual([
      [200, undefined],
      [503, '5'],
    ]);
    third.destroy();
    await soon(ana);
    leave();
    await soon(bea);
    leave();
  });

  it('is answered to who asks for the headers alone', async () => {
    const answer = await site.site.app.inject({
      method: 'HEAD',
      url: '/api/notes/export/csv/',
      headers: { authorization: `Bearer ${ana}` },
    });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
  });
});

it('reads no row for who asks for the headers of a list that is saved alone, and nothing that is only written', async () => {
  const site = await openResourceSite([notes], async () => ({ env: {}, drop: async () => {} }));
  try {
    const token = await site.tokenOf('ana');
    await site.send(token, 'POST', '/api/notes/', { title: 'mine' });
    const read = async (method: 'GET' | 'HEAD') => {
      const url = '/api/notes/export/csv/';
      const asked = () =>
        site.site.app.inject({ method, url, headers: { authorization: `Bearer ${token}` } });
      const statements = await statementsOf(asked);
      expect(statements.filter((text) => text.includes('"secret"'))).toEqual([]);
      expect(statements.filter((text) => text.includes('select * from "notes_note"'))).toEqual([]);
      return statements.filter((text) => text.includes('"notes_note"."title"')).length;
    };
    expect(await read('GET')).toBeGreaterThan(0);
    expect(await read('HEAD')).toBe(0);
    const listed = await statementsOf(() => site.send(token, 'GET', '/api/notes/'));
    expect(listed.filter((text) => /"secret"|select \* from "notes_note"/.test(text))).toEqual([]);
  } finally {
    await site.close();
  }
});

it('sends none of more than 100,000 rows, and says so', async () => {
  const site = await openResourceSite([notes], async () => ({ env: {}, drop: async () => {} }));
  const database = await openDatabase(site.site.stagedoor.config.databaseUrl.reveal());
  try {
    const token = await site.tokenOf('ana');
    const { id: owner } = (await site.send(token, 'GET', '/api/users/me/')).body;
    const fill = (from: number, to: number) =>
      sql`with recursive n (id) as (select ${from} union all select id + 1 from n where id < ${to})
        insert into notes_note (id, owner_id, title, facts) select id, ${owner}, 'x', '{}' from n`.execute(
        database.db,
      );
    const headers = { authorization: `Bearer ${token}` };
    const ask = async (method: 'GET' | 'HEAD', url: string) =>
      (await site.site.app.inject({ method, url, headers })).statusCode;
    await fill(1, 100_000);
    expect(await ask('HEAD', '/api/notes/export/csv/')).toBe(200);
    await fill(100_001, 100_001);
    expect(await ask('HEAD', '/api/notes/export/csv/')).toBe(400);
    for (const format of ['csv', 'json']) {
      const { status, body } = await site.send(token, 'GET', `/api/notes/export/${format}/`);
      expect([status, body.non_field_errors]).toEqual([
        400,
        ['There are more than 100000 rows. Narrow them down.'],
      ]);
    }
    expect(await ask('GET', '/api/notes/export/csv/?search=nothing')).toBe(200);
  } finally {
    await database.close();
    await site.close();
  }
});

describe('files at once', () => {
  const start = Date.parse('2026-01-02T03:04:05Z');
  it('leave room for a caller and for a node, and the room of an answer that was never sent is taken after a minute', () => {
    let now = start;
    const clock = { now: () => new Date(now) } as Clock;
    const atOnce = createExportsAtOnce({ perNode: 2, perCaller: 1 }, clock);
    const lost = atOnce.take('ana');
    const read = atOnce.take('bea');
    read.begin();
    expect(() => atOnce.take('ana')).toThrow(AccountsError);
    expect(() => atOnce.take('cleo')).toThrow('more work than it can take');
    now += 60_001;
    atOnce.take('ana');
    expect(() => atOnce.take('bea')).toThrow(AccountsError);
    // Once more of what was forgotten takes nobody's room.
    lost.free();
    expect(() => atOnce.take('ana')).toThrow(AccountsError);
    read.free();
    atOnce.take('bea');
  });

  it('free their room where a reader goes away that never read, at the end, and by a fault', async () => {
    const freed: string[] = [];
    const roomOf = (name: string) => ({ begin: () => undefined, free: () => void freed.push(name) });
    async function* parts(fault?: Error) {
      yield 'one';
      if (fault !== undefined) throw fault;
    }
    await within(roomOf('gone'), parts())[Symbol.asyncIterator]().return?.();
    for await (const part of within(roomOf('end'), parts())) expect(part).toBe('one');
    const failing = within(roomOf('fault'), parts(new Error('lost')));
    await expect(text(failing as never)).rejects.toThrow('lost');
    expect([...new Set(freed)]).toEqual(['gone', 'end', 'fault']);
  });
});

describe('all rows of a list', () => {
  const row = (id: number, text: string): StoredRow => ({ id, version: 1, text });
  /** Rows of some length, and by how many they are asked for. */
  const readFrom = (rows: readonly StoredRow[], largest = 100_000) => {
    const limits: number[] = [];
    const parts = allRows({ order: ['id'], most: rows.length, largest }, async ({ limit, from }) => {
      limits.push(limit);
      const start = from === undefined ? 0 : rows.findIndex(({ id }) => id === from.values[0]) + 1;
      return rows.slice(start, start + limit);
    });
    return { limits, parts };
  };

  it('are read about a megabyte at a time, by the longest row so far, and each once', async () => {
    const [short, long] = ['x', 'x'.repeat(60_000)];
    const rows = Array.from({ length: 400 }, (_, at) => row(at + 1, at < 200 ? short : long));
    const { limits, parts } = readFrom(rows);
    const sizes: number[] = [];
    const ids: number[] = [];
    for await (const some of parts) {
      sizes.push(JSON.stringify(some).length);
      ids.push(...some.map(({ id }) => id));
    }
    expect(ids).toEqual(rows.map(({ id }) => id));
    expect(limits.slice(0, 4)).toEqual([10, 100, 100, 16]);
    expect(Math.max(...limits)).toBe(100);
    expect(Math.max(...sizes.slice(3))).toBeLessThan(1_000_000);
  });

  it('are few where they may be long, though none was so far', async () => {
    const { limits, parts } = readFrom(
      Array.from({ length: 9 }, (_, at) => row(at + 1, 'x')),
      4_500_000,
    );
    for await (const some of parts) expect(some.length).toBeLessThanOrEqual(2);
    expect(Math.max(...limits)).toBe(2);
  });

  it('let others have their turn between two parts', async () => {
    const { limits, parts } = readFrom(Array.from({ length: 300 }, (_, at) => row(at + 1, 'x')));
    let turns = 0;
    const turn = () => {
      turns += 1;
      timer = setImmediate(turn);
    };
    let timer = setImmediate(turn);
    for await (const some of parts) expect(some.length).toBeGreaterThan(0);
    clearImmediate(timer);
    expect(turns).toBeGreaterThanOrEqual(limits.length - 1);
  });

  it('are not read on for a reader that does not read', async () => {
    const { limits, parts } = readFrom(Array.from({ length: 300 }, (_, at) => row(at + 1, 'x')));
    const written = writers.json.write(parts, ['id', 'text'])[Symbol.asyncIterator]();
    for (let at = 0; at < 5; at += 1) await written.next();
    expect(limits).toEqual([10]);
    await written.return?.();
  });
});

// OWASP, CSV Injection: what a spreadsheet would run, wherever it stands.
it.each([
  ['=1+1', "'=1+1"],
  ['+1+1', "'+1+1"],
  ['-1+1', "'-1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t'=1"],
  ['\r=1', '"\'\r\'=1"'],
  ['x;=1+1;y', "x;'=1+1;y"],
  ['a\t=1+1', "a\t'=1+1"],
  ['a\n-1', '"a\n\'-1"'],
  ['a;b-1', 'a;b-1'],
  ['＝1', "'＝1"],
  ['-1', '-1'],
  ['-1.50', '-1.50'],
  ['a=1', 'a=1'],
  [' a', '" a"'],
  ['a"b', '"a""b"'],
  [null, ''],
  [false, 'false'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
  ['x;"=1+1&";y', `"x;""'=1+1&"";y"`],
])('writes %j as the cell %s', (value, cell) => {
  expect(csvLine([value, 1])).toBe(`${cell},1\r\n`);
});
