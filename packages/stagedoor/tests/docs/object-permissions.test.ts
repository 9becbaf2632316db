import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Feature } from 'stagedoor';
import { openTestSite } from 'stagedoor/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { databases } from '../support/databases.ts';
import { codeBlocks, readDocument } from './markdown.ts';

/** The feature of the guide as it stands there, over the package as it is published. */
async function featureOfGuide(folder: string): Promise<Feature> {
  const [block] = codeBlocks(readDocument('docs/guides/object-permissions.md'));
  const path = join(folder, 'projects.ts');
  writeFileSync(path, block?.code ?? '');
  const module = (await import(pathToFileURL(path).href)) as { projects: Feature };
  return module.projects;
}

describe.each(databases)('the guide to object permissions, on $database', ({ open }) => {
  const folder = mkdtempSync(inCheckout('packages', 'community', '.guide-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows a project to whom it is shared with, by who may change it', async () => {
    const { env, drop } = await open();
    const site = await openTestSite({ features: [await featureOfGuide(folder)], env });
    const people = await Promise.all(['ana', 'bea', 'carl'].map((username) => site.createUser({ username })));
    const [ana, bea, carl] = await Promise.all(people.map((person) => site.signInAs(person)));
    const ask = async (who: typeof ana, url: string, payload?: object) => {
      const headers = { ...who?.headers };
      const answer = await site.app.inject(
        payload ? { method: 'POST', url, headers, payload } : { method: 'GET', url, headers },
      );
      return [answer.statusCode, answer.body === '' ? null : answer.json()];
    };
    const titles = async (who: typeof ana) =>
      (await ask(who, '/api/projects/'))[1].map(({ title }: { title: string }) => title);

    const [, { id }] = await ask(ana, '/api/projects/', { title: 'first' });
    await ask(ana, '/api/projects/', { title: 'second' });
    expect(await titles(ana)).toEqual(['second', 'first']);
    expect(await titles(bea)).toEqual([]);
    const share = (who: typeof ana, user: number | undefined) =>
      ask(who, `/api/projects/${id}/share/`, { user });
    expect((await ask(bea, `/api/projects/${id}/`))[0]).toBe(404);
    expect((await share(bea, people[1]?.id))[0]).toBe(404);
    expect((await share(ana, people[1]?.id))[0]).toBe(204);
    expect(await ask(bea, `/api/projects/${id}/`)).toEqual([200, { id, title: 'first' }]);
    expect(await titles(bea)).toEqual(['first']);
    expect((await share(bea, people[2]?.id))[0]).toBe(403);
    expect(await titles(carl)).toEqual([]);
    await site.close();
    await drop();
  });
});
