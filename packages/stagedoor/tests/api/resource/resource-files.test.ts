import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hours } from '../../../src/core/kernel/clock.ts';
import { SentFile } from '../../../src/core/kernel/sent-file.ts';
import type { FeatureParts } from '../../../src/create-stagedoor/feature.ts';
import { KeptFile } from '../../../src/resource/file/kept-file.ts';
import { defineResource } from '../../../src/resource/resource.ts';
import type { CreateOf } from '../../../src/resource/row-types.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { databases } from '../../support/databases.ts';
import { bomb, photo } from '../../support/pictures.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';

const access = { any: [{ owner: 'owner' }, { action: 'add' }, { field: 'is_public', is: true }] } as const;
const owner = { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' } as const;
const folder = defineResource({ name: 'folder', fields: { owner }, access: { owner: 'owner' } });
const paper = defineResource({
  name: 'paper',
  fields: {
    owner,
    folder: { type: 'reference', to: 'folder', onDelete: 'cascade', nullable: true },
    title: { type: 'text', max: 20 },
    code: { type: 'text', max: 9, nullable: true, unique: true },
    is_public: { type: 'boolean', default: false },
    tags: { type: 'references', to: 'folder' },
    notes: { type: 'json', nullable: true },
    report: { type: 'file', extensions: ['pdf', 'html', 'webp'], maxBytes: 50_000 },
    photo: { type: 'image', maxSide: 50, nullable: true },
    secret: { type: 'file', extensions: ['txt'], nullable: true, access: { read: { owner: 'owner' } } },
    draft: { type: 'file', extensions: ['txt'], nullable: true, writeOnly: true },
  },
  filters: { photo: ['isnull'] },
  order: ['title'],
  exports: ['csv'],
  bulk: true,
  events: true,
  access: access,
});
const sheet = defineResource({
  name: 'sheet',
  fields: { paper: { type: 'reference', to: 'paper', onDelete: 'cascade', nested: ['photo', 'title'] } },
  access: { authenticated: true },
});
const drawer = defineResource({
  name: 'drawer',
  fields: { plan: { type: 'file', extensions: ['pdf'] } },
  access: { any: [{ action: 'view' }, { staff: true }] },
});
const desk = defineFeature(withTables('desk', [folder, paper, sheet, drawer]));
const writing = defineFeature({
  name: 'writing',
  useCases: ({ transact }: Pick<FeatureParts<object>, 'transact'>) => ({
    together: (
      values: CreateOf<typeof paper> & { readonly owner: number },
      end: 'commits' | 'fails' = 'commits',
    ) =>
      transact(async (inside) => {
        const made = await inside.rows(paper, 'application').create(values);
        if (end === 'fails') throw new Error('rolled back');
        return made;
      }),
  }),
});

type Part = string | { readonly name: string; readonly content: Uint8Array | string };
const NONE_CHOSEN = 'none chosen';
const pdf = { name: 'report.pdf', content: '%PDF-1.7 …' };

/** A form as a browser sends it. */
async function formOf(parts: Readonly<Record<string, Part>>) {
  const form = new FormData();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string') form.append(name, part);
    else form.append(name, new File([Buffer.from(part.content as string)], part.name, { type: 'text/html' }));
  }
  const encoded = new Response(form);
  const type = encoded.headers.get('content-type') ?? '';
  // Of a field where none was chosen browsers say so, which `FormData` does not.
  const text = Buffer.from(await encoded.arrayBuffer())
    .toString('latin1')
    .replace(`"${NONE_CHOSEN}"`, '""');
  return { body: Buffer.from(text, 'latin1'), headers: { 'content-type': type } };
}

describe.each(databases)('files of rows on $database', ({ open }) => {
  let site: ResourceSite;
  let [ana, bea] = ['', ''];

  beforeAll(async () => {
    site = await openResourceSite([desk, writing], open, { UPLOAD_LIMIT_BYTES: '100000' });
    [ana, bea] = [await site.tokenOf('ana'), await site.tokenOf('bea')];
  });
  afterAll(() => site.close());

  const submit = async (
    method: 'POST' | 'PUT' | 'PATCH',
    url: string,
    parts: Readonly<Record<string, Part>>,
    { token = ana, headers = {} }: { readonly token?: string; readonly headers?: object } = {},
  ) => {
    const form = await formOf(parts);
    return await site.send(token, method, url, form.body, { ...form.headers, ...headers });
  };
  const add = (parts: Readonly<Record<string, Part>> = {}) =>
    submit('POST', '/api/papers/', { title: 'A', report: pdf, ...parts });
  const show = async (address: string, token: string | null = ana, headers: object = {}) =>
    await site.site.app.inject({
      method: 'GET',
      url: new URL(address).pathname,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });
  const kept = async () =>
    (await readdir(join(site.site.stagedoor.config.dataDir, 'media', 'files')).catch((): string[] => []))
      .length;
  const work = () => site.site.stagedoor.backgroundWork.drain();
  const rowsOf = () => site.site.stagedoor.rows(paper, 'application');

  it('is told of as a form first, and of other bodies without it, where one can be sent by them', async () => {
    const { paths, components } = (await site.send(null, 'GET', '/openapi.json')).body;
    const bodies = (path: string, method: string) => {
      const { content } = paths[path][method].requestBody;
      return Object.entries<{ schema: { $ref: string } }>(content).map(([type, { schema }]) => {
        const { properties, required = [] } = components.schemas[schema.$ref.split('/').at(-1) ?? ''];
        return { type, properties, required };
      });
    };
    expect(bodies('/api/papers/', 'post').map(({ type }) => type)).toEqual(['multipart/form-data']);
    for (const method of ['put', 'patch']) {
      const [form, json, ...others] = bodies('/api/papers/{id}/', method);
      expect([form?.type, json?.type, others.length]).toEqual([
        'multipart/form-data',
        'application/json',
        method === 'put' ? 1 : 2,
      ]);
      expect(form?.properties.report.format).toBe('binary');
      expect(JSON.stringify(others.map(({ properties }) => properties))).not.toContain('binary');
      expect(json?.properties.report).toMatchObject({ type: 'string', format: 'uri' });
      expect(json?.required).toEqual(form?.required);
    }
  });

  it('are not even looked at where somebody may make or change nothing', async () => {
    const broken = { 'content-type': 'multipart/form-data' };
    for (const [method, url] of [
      ['POST', '/api/papers/'],
      ['PATCH', '/api/drawers/1/'],
      ['PUT', '/api/drawers/1/'],
      ['POST', '/api/drawers/'],
    ] as const) {
      const nobody = await site.send(null, method, url, Buffer.from('nothing'), broken);
      expect([method, url, nobody.status]).toEqual([method, url, 401]);
      const somebody = await site.send(ana, method, url, Buffer.from('nothing'), broken);
      expect([method, url, somebody.status]).toEqual([method, url, url.includes('drawers') ? 403 : 400]);
    }
  });

  it('come in a form beside the other fields, and are answered by their address', async () => {
    const { body: one } = await site.send(ana, 'POST', '/api/folders/', {});
    const { status, body } = await add({
      photo: { name: 'me.png', content: await photo('png') },
      tags: String(one.id),
      notes: '{"a": [1]}',
    });
    expect(status).toBe(201);
    const origin = site.site.stagedoor.config.publicUrl.origin;
    const at = `${origin}/api/papers/${body.id}/`;
    expect(body).toMatchObject({
      title: 'A',
      report: `${at}report/`,
      photo: `${at}photo/`,
      tags: [one.id],
      notes: { a: [1] },
    });
    expect(body).not.toHaveProperty('draft');
    expect((await site.send(ana, 'GET', `/api/papers/${body.id}/`)).body.photo).toBe(`${at}photo/`);
    expect((await site.send(ana, 'GET', '/api/papers/?photo__isnull=false')).body.results).toHaveLength(1);
    expect((await site.send(ana, 'GET', '/api/papers/export/csv/')).body).toContain(`${at}report/`);
    const sheetOf = await site.send(ana, 'POST', '/api/sheets/', { paper: body.id });
    expect(sheetOf.body.paper).toEqual({ id: body.id, photo: `${at}photo/`, title: 'A' });
  });

  it('are given out to be saved, and only pictures that were drawn anew to be shown', async () => {
    const { body } = await add({
      report: { name: 'evil.html', content: '<script>alert(1)</script>' },
      photo: { name: 'x.gif', content: await photo('gif') },
    });
    const page = await show(body.report);
    expect([page.statusCode, page.body]).toEqual([200, '<script>alert(1)</script>']);
    expect(page.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''evil.html",
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
    const picture = await show(body.photo);
    expect(picture.headers).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': "inline; filename*=UTF-8''x.webp",
      'x-content-type-options': 'nosniff',
    });
    expect(await sharp(picture.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 50 });
    const etag = String(picture.headers.etag);
    expect((await show(body.photo, ana, { 'if-none-match': etag })).statusCode).toBe(304);
    // What only looks like a picture of ours is none.
    const { body: other } = await add({ report: { name: 'x.webp', content: '<svg onload=alert(1)>' } });
    expect((await show(other.report)).headers['content-type']).toBe('application/octet-stream');
  });

  it('are there for whoever sees the row, and for nobody else', async () => {
    const { body } = await add({
      draft: { name: 'a.txt', content: 'hidden' },
      photo: { name: 'x.png', content: await photo('png') },
    });
    expect((await show(body.report)).statusCode).toBe(200);
    expect((await show(body.report, bea)).statusCode).toBe(404);
    expect((await show(body.report, null)).statusCode).toBe(404);
    expect((await show(body.report.replace(/report\/$/, 'draft/'))).statusCode).toBe(404);
    expect((await show(body.report.replace(String(body.id), '7'))).statusCode).toBe(404);
    expect((await submit('PATCH', `/api/papers/${body.id}/`, { report: pdf }, { token: bea })).status).toBe(
      404,
    );
    await site.send(ana, 'PATCH', `/api/papers/${body.id}/`, { is_public: true });
    const hidden = { name: 'a.txt', content: 'for its owner' };
    const { secret } = (await submit('PATCH', `/api/papers/${body.id}/`, { secret: hidden })).body;
    expect((await show(secret)).body).toBe('for its owner');
    expect([(await show(body.report, bea)).statusCode, (await show(secret, bea)).statusCode]).toEqual([
      200, 404,
    ]);
    const shared = await show(body.photo, null);
    expect([shared.statusCode, shared.headers['cross-origin-resource-policy']]).toEqual([
      200,
      'cross-origin',
    ]);
    expect((await show(body.photo, ana)).headers['cross-origin-resource-policy']).not.toBe('cross-origin');
    await site.send(ana, 'PATCH', `/api/papers/${body.id}/`, { is_public: false, photo: null });
    expect((await show(body.photo)).statusCode).toBe(404);
  });

  it('are refused in REST framework’s words', async () => {
    const wrong = async (report: Part | null, more: Readonly<Record<string, Part>> = {}) =>
      (await submit('POST', '/api/papers/', { title: 'A', ...(report === null ? {} : { report }), ...more }))
        .body;
    expect(await wrong(null)).toEqual({ report: ['No file was submitted.'] });
    expect(await wrong({ name: NONE_CHOSEN, content: '' })).toEqual({ report: ['No file was submitted.'] });
    expect(await wrong('report.pdf')).toEqual({
      report: ['The submitted data was not a file. Check the encoding type on the form.'],
    });
    expect(await wrong({ name: 'a.pdf', content: '' })).toEqual({ report: ['The submitted file is empty.'] });
    expect(await wrong({ name: '/', content: 'x' })).toEqual({
      report: ['No filename could be determined.'],
    });
    expect(await wrong({ name: `${'a'.repeat(97)}.pdf`, content: 'x' })).toEqual({
      report: ['Ensure this filename has at most 100 characters (it has 101).'],
    });
    expect(await wrong({ name: 'a.exe', content: 'x' })).toEqual({
      report: ['File extension “exe” is not allowed. Allowed extensions are: pdf, html, webp.'],
    });
    expect(await wrong({ name: 'a.pdf', content: Buffer.alloc(50_001, 65) })).toEqual({
      report: ['Ensure this file has no more than 50000 bytes.'],
    });
    const invalid =
      'Upload a valid image. The file you uploaded was either not an image or a corrupted image.';
    for (const content of [
      '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
      '<html>',
      bomb(20_000, 20_000),
    ])
      expect(await wrong(pdf, { photo: { name: 'x.png', content } })).toEqual({ photo: [invalid] });
    const json = await site.send(ana, 'POST', '/api/papers/', {
      title: 'A',
      report: { name: 'x' },
      photo: 'x',
    });
    expect([json.status, Object.keys(json.body)]).toEqual([400, ['report', 'photo']]);
    const many = { create: [{ title: 'A', report: 'a.pdf' }] };
    expect((await site.send(ana, 'POST', '/api/papers/bulk/', many)).status).toBe(400);
    const large = await add({ report: { name: 'a.pdf', content: Buffer.alloc(100_001, 65) } });
    expect(large.status).toBe(413);
  });

  it('keep of a name what people read, and reach no other place by it', async () => {
    const names = {
      '../../../etc/passwd.pdf': 'passwd.pdf',
      'C:\\Users\\ana\\Informe año.PDF': 'Informe%20a%C3%B1o.PDF',
      'a\u202efdp.html.pdf': 'afdp.html.pdf',
      "a'(1)*.pdf": 'a%27%281%29%2A.pdf',
    };
    for (const [sent, name] of Object.entries(names)) {
      const { body } = await add({ report: { name: sent, content: 'x' } });
      const { headers } = await show(body.report);
      expect(headers['content-disposition']).toBe(`attachment; filename*=UTF-8''${name}`);
    }
  });

  it('carry nothing of a picture over but what is seen', async () => {
    const polyglot = Buffer.concat([await photo(), Buffer.from('<script>alert(1)</script>')]);
    const { body } = await add({ photo: { name: 'x.jpg', content: polyglot } });
    const { rawPayload } = await show(body.photo);
    expect(rawPayload.includes('script')).toBe(false);
    expect(rawPayload.includes('whoever took it')).toBe(false);
    expect((await sharp(rawPayload).metadata()).exif).toBeUndefined();
  });

  it('go by a job once no row has them: replaced, taken away, refused, or gone with a row', async () => {
    await rowsOf()
      .list({ limit: 100 })
      .then((all) => Promise.all(all.map(({ id }) => rowsOf().remove(id))));
    await work();
    expect(await kept()).toBe(0);
    const { body } = await add({ code: 'one', photo: { name: 'x.png', content: await photo('png') } });
    const url = `/api/papers/${body.id}/`;
    const before = await show(body.report);
    await submit('PATCH', url, { report: { name: 'b.pdf', content: 'new' } });
    expect(await kept()).toBe(3);
    await work();
    expect([await kept(), (await show(body.report)).body]).toEqual([2, 'new']);
    expect((await show(body.report, ana, { 'if-none-match': String(before.headers.etag) })).statusCode).toBe(
      200,
    );
    await site.send(ana, 'PATCH', url, { photo: null });
    await work();
    expect(await kept()).toBe(1);
    expect((await add({ code: 'one' })).body).toEqual({ code: ['paper with this code already exists.'] });
    expect((await submit('PATCH', url, { report: pdf }, { headers: { 'if-match': '"v9"' } })).status).toBe(
      412,
    );
    expect(await kept()).toBe(1);
    await site.send(ana, 'DELETE', url);
    await work();
    expect(await kept()).toBe(0);
  });

  it('are saved once a request, however often its row moves on meanwhile', async () => {
    const { body } = await add();
    await work();
    const before = await kept();
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        submit('PATCH', `/api/papers/${body.id}/`, { report: { name: `${at}.pdf`, content: `${at}` } }),
      ),
    );
    expect(all.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await kept()).toBe(before + 8);
    await work();
    expect(await kept()).toBe(before);
  });

  it('are all that may be large', async () => {
    const large = { title: 'x'.repeat(70_000) };
    expect((await site.send(ana, 'POST', '/api/papers/', large)).status).toBe(413);
  });

  it('are handed in by code too, outside of a transaction', async () => {
    const { useCases } = site.site.stagedoor;
    const found = await useCases.user.find({ identifier: 'ana' });
    const made = await rowsOf().create({
      owner: found?.id ?? 0,
      title: 'C',
      report: new SentFile('c.pdf', Buffer.from('by code')),
    });
    expect(made.report).toBeInstanceOf(KeptFile);
    expect(made.report.name).toBe('c.pdf');
    const { files } = site.site.stagedoor;
    const content = await files.read(made.report);
    expect([content?.size, await content?.text()]).toEqual([7, 'by code']);
    expect((await content?.stream().getReader().read())?.value).toEqual(
      new Uint8Array(Buffer.from('by code')),
    );
    await rowsOf().remove(made.id);
    await work();
    expect(await files.read(made.report)).toBeNull();
  });

  it('of one Idempotency-Key are told apart by their content', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const first = await submit('POST', '/api/papers/', { title: 'A', report: pdf }, { headers });
    const again = await submit('POST', '/api/papers/', { title: 'A', report: pdf }, { headers });
    expect(again.body.id).toBe(first.body.id);
    const other = { title: 'A', report: { name: 'report.pdf', content: 'another' } };
    expect((await submit('POST', '/api/papers/', other, { headers })).status).toBe(422);
  });

  it('are told of by OPTIONS', async () => {
    const { body } = await site.send(ana, 'OPTIONS', '/api/papers/');
    expect(body.actions.POST).toMatchObject({
      report: { type: 'file upload', required: true, read_only: false, label: 'Report', max_length: 100 },
      photo: { type: 'image upload', required: false },
    });
  });

  it('go with rows that go with others, and with their people', async () => {
    const before = await kept();
    const { body: one } = await site.send(ana, 'POST', '/api/folders/', {});
    await add({ folder: String(one.id) });
    const token = await site.tokenOf('eva');
    await submit('POST', '/api/papers/', { title: 'E', report: pdf }, { token });
    site.site.clock.advance(hours(2));
    await work();
    expect(await kept()).toBe(before + 2);
    await site.site.stagedoor.rows(folder, 'application').remove(one.id);
    await work();
    expect(await kept()).toBe(before + 1);
    const [left] = await rowsOf().list({ where: { title: 'E' }, limit: 1 });
    await site.site.stagedoor.useCases.user.remove({ by: 'operator', userId: left?.owner ?? 0 });
    await work();
    expect([await kept(), await rowsOf().count({ where: { title: 'E' } })]).toEqual([before, 0]);
  });

  it('are kept before a transaction, and go an hour later where it is rolled back', async () => {
    await work();
    const { files, openedFeatures, useCases } = site.site.stagedoor;
    const opened = openedFeatures.find(({ feature }) => feature.name === 'writing');
    if (opened === undefined) throw new Error('nothing writes together');
    // Of the feature that is opened here.
    const { together } = opened.useCases as ReturnType<NonNullable<typeof writing.useCases>>;
    const owner = (await useCases.user.find({ identifier: 'ana' }))?.id ?? 0;
    const before = await kept();
    const sent = () => new SentFile('c.pdf', Buffer.from('by code'));
    await expect(together({ owner, title: 'K', report: sent() })).rejects.toThrow('files.keep');
    await expect(files.keep(paper, 'report', new SentFile('c.exe', Buffer.from('x')))).rejects.toMatchObject({
      refusal: { fields: { report: [{ code: 'invalid_extension' }] } },
    });
    expect(await kept()).toBe(before);
    const report = await files.keep(paper, 'report', sent());
    await expect(together({ owner, title: 'K', report }, 'fails')).rejects.toThrow('rolled back');
    expect(await kept()).toBe(before + 1);
    // One content twice is two files, each by its name.
    const content = Buffer.from('the same');
    const [one, other] = [new SentFile('one.pdf', content), new SentFile('other.pdf', content)];
    const both = [await files.keep(paper, 'report', one), await files.keep(paper, 'report', other)];
    const rows = [];
    for (const each of both) rows.push((await together({ owner, title: 'T', report: each })).report);
    expect(rows.map(({ name }) => name)).toEqual(['one.pdf', 'other.pdf']);
    expect(new Set(rows.map(({ stored }) => stored)).size).toBe(2);
    for (const { id } of await rowsOf().list({ where: { title: 'T' }, limit: 2 })) await rowsOf().remove(id);
    await work();
    // As a transaction that runs again does.
    const made = await together({ owner, title: 'K', report });
    expect(await (await files.read(made.report))?.text()).toBe('by code');
    const lost = await files.keep(paper, 'report', sent());
    await expect(together({ owner, title: 'L', report: lost }, 'fails')).rejects.toThrow('rolled back');
    expect(await kept()).toBe(before + 2);
    site.site.clock.advance(hours(1) + 1);
    await expect(together({ owner, title: 'L', report: lost })).rejects.toThrow('files.keep');
    await work();
    expect(await kept()).toBe(before + 1);
    expect(await files.read(made.report)).not.toBeNull();
  });
});

it('start only with what is a file’s', () => {
  const declared =
    (fields: object, more: object = {}) =>
    () =>
      defineFeature({
        name: 'desk',
        resources: [{ name: 'paper', fields, access: { authenticated: true }, ...more } as never],
      });
  expect(declared({ a: { type: 'file' } })).toThrow('extensions');
  expect(declared({ a: { type: 'file', extensions: ['PDF'] } })).toThrow('extensions');
  expect(declared({ a: { type: 'image', unique: true } })).toThrow('unique');
  expect(declared({ a: { type: 'image' } }, { orderBy: ['a'] })).toThrow('orderBy names a, which is a file');
  expect(declared({ a: { type: 'image' } }, { search: ['a'] })).toThrow('a, which is a file');
  expect(declared({ a: { type: 'image' } }, { filters: { a: ['exact'] } })).toThrow('no look-up');
  expect(
    declared(
      { b: { type: 'boolean' } },
      { actions: { go: { on: 'list', access: { authenticated: true }, input: { a: { type: 'image' } } } } },
    ),
  ).toThrow('with no action');
});
