import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Feature } from 'stagedoor';
import { openTestSite } from 'stagedoor/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { databases } from '../support/databases.ts';
import { codeBlocks, readDocument } from './markdown.ts';

type Article = { author_id: number; category_id: number | null; state: string; title: string };
type Blog = Feature<'blog', object, { add(article: Article): Promise<{ readonly id: number }> }>;

/** The feature of the guide as it stands there, over the package as it is published. */
async function featureOfGuide(folder: string): Promise<Blog> {
  const [block] = codeBlocks(readDocument('docs/guides/policies.md'));
  const path = join(folder, 'blog.ts');
  writeFileSync(path, block?.code ?? '');
  return ((await import(pathToFileURL(path).href)) as { blog: Blog }).blog;
}

describe.each(databases)('the guide to policies, on $database', ({ open }) => {
  const folder = mkdtempSync(inCheckout('packages', 'community', '.guide-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('lists what may be seen, and lets those write who may, in the words of what is wanting', async () => {
    const { env, drop } = await open();
    const site = await openTestSite({ features: [await featureOfGuide(folder)], env });
    const [ana, bea, staff] = await Promise.all([
      site.createUser({ username: 'ana' }),
      site.createUser({ username: 'bea' }),
      site.createUser({ username: 'staff', isStaff: true }),
    ]);
    const ask = async (who: typeof ana | null, url: string, payload?: object) => {
      const headers = who === null ? { host: '127.0.0.1:8000' } : { ...(await site.signInAs(who)).headers };
      const method = payload === undefined ? 'GET' : 'PATCH';
      const answer = await site.app.inject({ method, url, headers, ...(payload && { payload }) });
      return [answer.statusCode, answer.json()];
    };
    const titles = async (who: typeof ana | null) =>
      (await ask(who, '/api/articles/'))[1].map(({ title }: { title: string }) => title);

    const article = { author_id: ana.id, category_id: null, title: 'draft', state: 'draft' };
    const draft = await site.stagedoor.features.blog.add(article);
    const live = await site.stagedoor.features.blog.add({ ...article, title: 'live', state: 'live' });
    expect([await titles(null), await titles(bea), await titles(ana), await titles(staff)]).toEqual([
      ['live'],
      ['live'],
      ['draft', 'live'],
      ['draft', 'live'],
    ]);
    const rename = async (who: typeof ana | null, { id }: { readonly id: number }) =>
      (await ask(who, `/api/articles/${id}/`, { title: 'renamed' }))[0];
    expect([await rename(null, live), await rename(bea, live), await rename(bea, draft)]).toEqual([
      401, 403, 404,
    ]);
    expect([await rename(ana, draft), await titles(ana)]).toEqual([200, ['renamed', 'live']]);

    const { group } = site.stagedoor.useCases;
    const { id } = await group.create({ by: 'operator', name: 'Editors' });
    await group.addMember({ by: 'operator', groupId: id, userId: bea.id });
    expect(await ask(bea, '/api/editors/')).toEqual([200, { message: 'Hello, Editor!' }]);
    expect([(await ask(ana, '/api/editors/'))[0], (await ask(null, '/api/editors/'))[0]]).toEqual([403, 401]);
    expect(await ask(ana, '/api/paid/')).toEqual([
      403,
      expect.objectContaining({ detail: 'You need an active subscription to access this resource.' }),
    ]);
    await site.close();
    await drop();
  });
});
