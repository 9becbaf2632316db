import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExtraFields } from '../../src/core/user/extra-field.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { codeBlocks, namesIn, readDocument, sections, tableRows } from './markdown.ts';

const page = readDocument('docs/guides/users.md');
const asking = sections(page, 2).get('Ask for users') ?? '';

async function get(site: RealSite, token: string, url: string) {
  const headers = { authorization: `Bearer ${token}` };
  return await site.app.inject({ method: 'GET', url, headers });
}

async function tokenOf(site: RealSite, names: object): Promise<string> {
  const payload = { ...names, password: PASSWORD };
  return (await site.app.inject({ method: 'POST', url: '/api/token/', payload })).json<{ access: string }>()
    .access;
}

describe('the guide to users as a resource', () => {
  let site: RealSite;
  let token: string;
  beforeAll(async () => {
    const [{ code } = { code: '' }] = codeBlocks(asking);
    const { extraFields } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      extraFields: ExtraFields;
    };
    site = await openRealSite({ config: { extraFields } });
    const { user } = site.stagedoor.useCases;
    const people = [
      { username: 'root', isStaff: true, isSuperuser: true },
      { username: 'john', extra: { role: 'Trainer', dob: '1991-05-04' } },
      { username: 'jane', extra: { role: 'Trainer', dob: '1985-01-01' } },
      { username: 'ana', extra: { dob: '2001-02-03' } },
    ];
    for (const person of people) {
      const account = {
        email: `${person.username}@mail.example`,
        password: PASSWORD,
        validatePassword: false,
      };
      const { id } = await user.create({ by: 'operator', ...account, ...person });
      if (person.username === 'jane') await user.deactivate({ by: 'operator', userId: id });
    }
    token = await tokenOf(site, { username: 'root' });
  });
  afterAll(() => site.close());

  const answers: Readonly<Record<string, readonly string[]>> = {
    '/api/users/?role=Trainer&dob__gte=1990-01-01': ['john'],
    '/api/users/?search=John': ['john'],
    '/api/users/?ordering=-dob': ['ana', 'john', 'jane', 'root'],
    '/api/users/?is_active=false&last_login__isnull=true': ['jane'],
  };

  it('answers what it asks', async () => {
    const asked = tableRows(asking).map(([first = '']) => namesIn(first)[0] ?? '');
    expect(asked).toEqual(Object.keys(answers));
    for (const url of asked) {
      const { results } = (await get(site, token, url)).json<{ results: { username: string }[] }>();
      expect(
        results.map(({ username }) => username),
        url,
      ).toEqual(answers[url]);
    }
  });

  it('names every field of a user', async () => {
    const { results } = (await get(site, token, '/api/users/?page_size=1')).json<{ results: object[] }>();
    const told = namesIn(sections(page, 2).get('Who sees whom') ?? '');
    const own = Object.keys(results[0] ?? {}).filter((name) => !['id', 'role', 'dob'].includes(name));
    expect(own.filter((name) => !told.includes(name))).toEqual([]);
  });
});
