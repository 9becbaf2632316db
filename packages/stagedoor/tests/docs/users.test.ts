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

interface UserModel {
  readonly env?: Record<string, string>;
  readonly extraFields: ExtraFields;
  /** What is sent where a user is made, beside the address. */
  readonly sent: Readonly<Record<string, unknown>>;
  readonly shown: Readonly<Record<string, unknown>>;
}

const text = (maxLength: number) => ({ type: 'text', maxLength, default: '' }) as const;
const date = { type: 'date', nullable: true } as const;
const no = { type: 'boolean', default: false } as const;

/** The user models of Django projects, each as a configuration. */
const models: Readonly<Record<string, UserModel>> = {
  'with a day of birth, a sex and a telephone': {
    extraFields: {
      fecha_nacimiento: date,
      sexo: { type: 'choice', choices: { M: 'Male', F: 'Female' }, nullable: true },
      telefono: text(20),
    },
    sent: { username: 'ana', fecha_nacimiento: '2000-01-02', sexo: 'F' },
    shown: { fecha_nacimiento: '2000-01-02', sexo: 'F', telefono: '' },
  },
  'with flags for customers and vendors': {
    extraFields: { is_customer: no, is_vendor: no, phone: text(20) },
    sent: { username: 'ana', is_vendor: true },
    shown: { is_customer: false, is_vendor: true, phone: '' },
  },
  'of an address alone': {
    env: { LOGIN_BY: 'email' },
    extraFields: { full_name: text(255) },
    sent: { full_name: 'Ana Peña' },
    shown: { username: null, full_name: 'Ana Peña', is_active: true, is_staff: false },
  },
  'with a role of three': {
    extraFields: {
      role: {
        type: 'choice',
        choices: { ADMIN: 'Admin', MANAGER: 'Manager', CUSTOMER: 'Customer' },
        default: 'CUSTOMER',
        editable: false,
        role: true,
      },
    },
    sent: { username: 'ana' },
    shown: { role: 'CUSTOMER' },
  },
  'with a department': {
    extraFields: { department: text(120) },
    sent: { username: 'ana', department: 'Sales' },
    shown: { department: 'Sales' },
  },
  'with a profile of their own': {
    env: { LOGIN_BY: 'email' },
    extraFields: {
      bio: text(500),
      birth_date: date,
      phone_number: text(15),
      website: text(200),
      company: text(100),
    },
    sent: { first_name: 'Ana', last_name: 'Peña', bio: 'Sings.' },
    shown: {
      first_name: 'Ana',
      last_name: 'Peña',
      bio: 'Sings.',
      birth_date: null,
      phone_number: '',
      website: '',
    },
  },
};

describe.each(Object.entries(models))('a user %s', (_, { env = {}, extraFields, sent, shown }) => {
  it('is a configuration: made, shown and refused by its fields', async () => {
    const site = await openRealSite({ env, config: { extraFields } });
    const root = { email: 'root@mail.example', ...(env.LOGIN_BY === 'email' ? {} : { username: 'root' }) };
    const flags = { isStaff: true, isSuperuser: true, validatePassword: false };
    await site.stagedoor.useCases.user.create({ by: 'operator', ...root, ...flags, password: PASSWORD });
    const headers = { authorization: `Bearer ${await tokenOf(site, root)}` };
    const post = async (payload: object) =>
      await site.app.inject({ method: 'POST', url: '/api/users/', headers, payload });
    expect((await post({ email: 'ana@mail.example', ...sent })).json()).toMatchObject(shown);
    for (const [name, field] of Object.entries(extraFields)) {
      const wrong = field.type === 'text' ? 'x'.repeat(field.maxLength + 1) : 'wrong';
      const other = { ...sent, email: 'bea@mail.example', username: 'bea', [name]: wrong };
      expect((await post(other)).json(), name).toHaveProperty(name);
    }
    await site.close();
  });
});
