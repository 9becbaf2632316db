import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExtraFields } from '../../../src/core/user/extra-field.ts';
import { checkAnswer } from '../../support/answer-check.ts';
import { databases } from '../../support/databases.ts';
import { openRealSite, PASSWORD, type RealSite } from '../../support/site.ts';

/** The gym of the sources: a role and a day of birth beside what every user has. */
const extraFields: ExtraFields = {
  role: {
    type: 'choice',
    choices: { Trainer: 'Trainer', Member: 'Member' },
    default: 'Member',
    editable: false,
    role: true,
  },
  dob: { type: 'date', nullable: true },
  phone_number: { type: 'text', maxLength: 20, default: '' },
  is_customer: { type: 'boolean', default: false },
};

describe.each(databases)('users as a resource on $database', ({ open }) => {
  let site: RealSite;
  let drop: () => Promise<void>;
  const ids: Record<string, number> = {};
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    site = await openRealSite({ env: database.env, config: { extraFields } });
    const { useCases } = site.stagedoor;
    const people = [
      { username: 'root', isStaff: true, isSuperuser: true, extra: {} },
      { username: 'clerk', extra: {} },
      { username: 'john', extra: { role: 'Trainer', dob: '1991-05-04' } },
      { username: 'jane', extra: { role: 'Trainer', dob: '1985-01-01', is_customer: true } },
      { username: 'ana', extra: { dob: '2001-02-03' } },
    ];
    for (const { isStaff = false, isSuperuser = false, ...person } of people) {
      const account = {
        by: 'operator' as const,
        email: `${person.username}@mail.example`,
        password: PASSWORD,
        validatePassword: false,
      };
      const user = await useCases.user.create({ ...account, ...person, isStaff, isSuperuser });
      ids[person.username] = user.id;
      const answer = await site.app.inject({
        method: 'POST',
        url: '/api/token/',
        payload: { username: person.username, password: PASSWORD },
      });
      tokens[person.username] = answer.json<{ access: string }>().access;
    }
    for (const permission of ['auth.view_user', 'auth.view_group', 'auth.view_permission'])
      await useCases.permission.grant({ by: 'operator', userId: ids.clerk ?? 0, permission });
    await useCases.group.create({ by: 'operator', name: 'Editors' });
  });
  afterAll(async () => {
    await site.close();
    await drop();
  });

  const get = async (who: string | null, url: string) => {
    const headers = who === null ? {} : { authorization: `Bearer ${tokens[who]}` };
    const response = await site.app.inject({ method: 'GET', url, headers });
    checkAnswer(site.app, { method: 'GET', url }, response);
    // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are read in one line each
    return { status: response.statusCode, body: response.json<any>(), etag: response.headers.etag };
  };
  const names = async (query: string, who = 'clerk') =>
    (await get(who, `/api/users/?${query}`)).body.results?.map((row: { username: string }) => row.username);

  it('are all seen by who may view users, else nobody but oneself, and never by a stranger', async () => {
    expect((await get(null, '/api/users/')).status).toBe(401);
    expect((await get('root', '/api/users/')).body.count).toBe(5);
    expect((await get('clerk', '/api/users/')).body.count).toBe(5);
    expect(await names('', 'ana')).toEqual(['ana']);
    expect((await get('ana', `/api/users/${ids.ana}/`)).status).toBe(200);
    expect((await get('ana', `/api/users/${ids.john}/`)).status).toBe(404);
    expect((await get('clerk', '/api/users/7/')).status).toBe(404);
    expect((await get(null, `/api/users/${ids.ana}/`)).status).toBe(401);
  });

  it('have every field of theirs, and no password, hash or secret', async () => {
    const { body, etag } = await get('clerk', `/api/users/${ids.john}/`);
    expect(body).toEqual({
      id: ids.john,
      username: 'john',
      email: 'john@mail.example',
      email_verified: true,
      first_name: '',
      last_name: '',
      is_active: true,
      is_staff: false,
      is_superuser: false,
      groups: [],
      language: null,
      time_zone: null,
      date_joined: site.clock.now().toISOString(),
      last_login: expect.anything(),
      role: 'Trainer',
      dob: '1991-05-04',
      phone_number: '',
      is_customer: false,
    });
    expect(etag).toMatch(/^"v\d+"$/);
    const part = await get('clerk', `/api/users/${ids.john}/?fields=role,groups`);
    expect(part).toMatchObject({ body: { id: ids.john, role: 'Trainer', groups: [] }, etag });
    expect((await get('clerk', '/api/users/?fields=username&search=john')).body.results).toEqual([
      { id: ids.john, username: 'john' },
    ]);
    expect((await get('clerk', '/api/users/?fields=password')).status).toBe(400);
    expect(JSON.stringify((await get('clerk', '/api/users/')).body)).not.toMatch(/argon2|pbkdf2|password/);
  });

  it.each([
    ['role=Trainer&dob__gte=1990-01-01', ['john']],
    ['search=John', ['john']],
    ['ordering=-dob&dob__isnull=false', ['ana', 'john', 'jane']],
    ['is_customer=true', ['jane']],
    ['is_superuser=true', ['root']],
    ['email__icontains=JANE@', ['jane']],
    ['search=mail.example&role=Trainer&ordering=username', ['jane', 'john']],
    ['dob__range=1985-01-01,1991-05-04&ordering=dob', ['jane', 'john']],
    ['date_joined__lt=2001-01-01T00:00:00Z', []],
    ['email_verified=false', []],
  ])('are asked for by ?%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it.each(['password=x', 'password__startswith=a', 'security_version=1', 'dob__gte=x', 'groups__name=x'])(
    'refuses ?%s, which nobody may ask',
    async (query) => {
      expect((await get('clerk', `/api/users/?${query}`)).status).toBe(400);
    },
  );

  it('has groups and permissions beside it, each for who may see them', async () => {
    expect((await get('clerk', '/api/groups/')).body).toMatchObject({
      count: 1,
      results: [{ name: 'Editors' }],
    });
    expect((await get('ana', '/api/groups/')).status).toBe(403);
    expect((await get(null, '/api/groups/')).status).toBe(401);
    const { body } = await get('clerk', '/api/permissions/?codename=add_user');
    expect(body.results).toEqual([
      {
        id: expect.any(Number),
        name: 'Can add user',
        app_label: 'auth',
        model: 'user',
        codename: 'add_user',
      },
    ]);
    expect((await get('ana', '/api/permissions/')).status).toBe(403);
  });
});
