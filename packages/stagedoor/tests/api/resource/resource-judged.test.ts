import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definePolicies } from '../../../src/core/policy/define-policies.ts';
import { defineResource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { databases } from '../../support/databases.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';

const ROUNDS = 6;

const { ownersAct } = definePolicies({ ownersAct: { any: [{ action: 'view' }, { owner: 'owner' }] } });
const deed = defineResource({
  name: 'deed',
  fields: {
    owner: { type: 'reference', to: 'user', onDelete: 'cascade' },
    title: { type: 'text', max: 40 },
  },
  access: ownersAct,
});
const land = defineFeature(withTables('land', [deed]));

describe.each(databases)('a row is judged as it is and as it will be, on $database', ({ open }) => {
  let site: ResourceSite;
  let ana: { readonly token: string; readonly id: number };
  let eve: typeof ana;

  beforeAll(async () => {
    site = await openResourceSite([land], open);
    const person = async (name: string) => {
      const token = await site.tokenOf(name);
      return { token, id: Number((await site.send(token, 'GET', '/api/users/me/')).body.id) };
    };
    ana = await person('ana');
    eve = await person('eve');
  });
  afterAll(() => site?.close());

  const deedOf = async (who: typeof ana): Promise<string> => {
    const sent = { owner: who.id, title: 'Field' };
    return `/api/deeds/${(await site.send(who.token, 'POST', '/api/deeds/', sent)).body.id}/`;
  };
  const change = (who: typeof ana, url: string, sent: object) => site.send(who.token, 'PATCH', url, sent);

  it('nobody takes what is another one’s by writing their own name into it', async () => {
    const url = await deedOf(ana);
    expect((await change(eve, url, { owner: eve.id })).status).toBe(403);
    const whole = { owner: eve.id, title: 'Mine' };
    expect((await site.send(eve.token, 'PUT', url, whole)).status).toBe(403);
    expect((await site.send(eve.token, 'GET', url)).body.owner).toBe(ana.id);
  });

  it('nobody makes a row, or leaves one, that they might not change', async () => {
    const sent = { owner: eve.id, title: 'Field' };
    expect((await site.send(ana.token, 'POST', '/api/deeds/', sent)).status).toBe(403);
    const url = await deedOf(ana);
    expect((await change(ana, url, { owner: eve.id })).status).toBe(403);
    expect((await site.send(eve.token, 'DELETE', url)).status).toBe(403);
  });

  it('nobody changes a row that was given away since it was judged', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const url = await deedOf(ana);
      const id = Number(url.split('/')[3]);
      const rows = site.site.stagedoor.rows(deed, 'application');
      const given = rows.update(id, { owner: eve.id });
      const writes = Array.from({ length: 8 }, (_, n) => change(ana, url, { title: `Late ${n}` }));
      const { version } = await given;
      const late = (await Promise.all(writes)).filter(({ status }) => status === 200);
      const versions = late.map(({ headers }) => Number(/v(\d+)/.exec(String(headers.etag))?.[1]));
      expect(versions.filter((written) => written > version)).toEqual([]);
    }
  });
});
