import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askForSuperuser } from '../../src/cli/ask-for-superuser.ts';
import { createSuperuser } from '../../src/cli/create-superuser.ts';
import type { ExtraFields } from '../../src/core/user/extra-field.ts';
import type { ExtraValues } from '../../src/core/user/user.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { translatorFor } from '../../src/texts/translator.ts';
import { createTestDatabase } from '../support/services.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { codeBlocks, readDocument, sections } from './markdown.ts';

/* The user models of Django projects, as the guide configures them: what each is there it is here, on both databases. */

interface UserModel {
  readonly defaults?: Record<string, string>;
  readonly extraFields: ExtraFields;
}

interface Expected {
  /** What `createsuperuser` asks before the password. */
  readonly asked: readonly string[];
  /** What somebody has who was brought over without any of it. */
  readonly columns: ExtraValues;
  /** What is sent where a user is made, beside the address, and what is answered of it. */
  readonly sent: Readonly<Record<string, unknown>>;
  readonly shown?: Readonly<Record<string, unknown>>;
  /** Values that are refused, and how. */
  readonly refused: Readonly<Record<string, readonly [unknown, string]>>;
  /** What people save of themselves, and what of it stays as it was. */
  readonly saved: ExtraValues;
  readonly kept?: ExtraValues;
}

const section = sections(readDocument('docs/guides/users.md'), 2).get('User models of Django') ?? '';
const { userModels }: { userModels: Record<string, UserModel> } = await import(
  `data:text/javascript,${encodeURIComponent(codeBlocks(section)[0]?.code ?? '')}`
);

const { site: siteFile } = await import(
  `data:text/javascript,${encodeURIComponent(codeBlocks(section)[1]?.code ?? '')}`
);

it('people read a label of each field in both languages, and the whole file says one of them', () => {
  const unread = Object.values(userModels).flatMap(({ extraFields }) =>
    Object.entries(extraFields).flatMap(([name, { type, label }]) =>
      type === 'user' || (typeof label === 'object' && label.en && label.es) ? [] : [name],
    ),
  );
  expect(unread).toEqual([]);
  expect(siteFile.config.extraFields).toEqual(userModels['a department']?.extraFields);
  expect(Object.keys(siteFile)).toEqual(['defaults', 'config']);
});

const NAMED = ['Username', 'Email address'];
const tooLong = (max: number): readonly [string, string] => [
  'x'.repeat(max + 1),
  `Ensure this field has no more than ${max} characters.`,
];
const noDate = ['wrong', 'Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'] as const;
const noTruth = ['wrong', 'Must be a valid boolean.'] as const;
const noChoice = (of: string) => [of, `"${of}" is not a valid choice.`] as const;

const expected: Readonly<Record<string, Expected>> = {
  'a day of birth, a sex and a telephone': {
    asked: NAMED,
    columns: { fecha_nacimiento: null, sexo: null, telefono: '' },
    sent: { username: 'ana', fecha_nacimiento: '2000-01-02', sexo: 'F' },
    shown: { username: 'ana', email: 'Ana@mail.example', telefono: '' },
    refused: { fecha_nacimiento: noDate, sexo: noChoice('X'), telefono: tooLong(20) },
    saved: { sexo: 'M', telefono: '600', fecha_nacimiento: null },
  },
  'flags for customers and vendors': {
    asked: NAMED,
    columns: { is_customer: false, is_vendor: false, phone: '' },
    sent: { username: 'ana', is_vendor: true },
    shown: { is_customer: false },
    refused: { is_customer: noTruth, is_vendor: noTruth, phone: tooLong(20) },
    saved: { is_customer: true, phone: '600' },
  },
  'an address and no user name': {
    asked: ['Email address'],
    columns: { full_name: '' },
    sent: { full_name: 'Ana Peña' },
    shown: { username: null, is_active: true, is_staff: false },
    refused: { full_name: tooLong(255), email: ['', 'The Email field must be set'] },
    saved: { full_name: 'Bea' },
  },
  'a role that its owner does not choose': {
    asked: NAMED,
    columns: { role: 'CUSTOMER' },
    sent: { username: 'ana', role: 'MANAGER' },
    refused: { role: noChoice('OWNER') },
    saved: { role: 'ADMIN' },
    kept: { role: 'CUSTOMER' },
  },
  'a department': {
    asked: NAMED,
    columns: { department: '' },
    sent: { username: 'ana', department: 'Sales' },
    refused: { department: tooLong(120) },
    saved: { department: 'Stage' },
  },
  'an address, names that are required, and a profile': {
    asked: ['Email address', 'First name', 'Last name'],
    columns: {
      ...{ bio: '', birth_date: null, phone_number: '', website: '', github: '', twitter: '', linkedin: '' },
      ...{ company: '', location: '', email_notifications: true, marketing_emails: false },
    },
    sent: { first_name: 'Ana', last_name: 'Peña', website: 'https://ana.example/', bio: 'Sings.' },
    shown: { picture: null, birth_date: null, email_notifications: true, marketing_emails: false },
    refused: {
      bio: tooLong(500),
      birth_date: noDate,
      phone_number: tooLong(15),
      website: ['javascript:alert(1)', 'Enter a valid URL.'],
      github: tooLong(100),
      location: tooLong(100),
      marketing_emails: noTruth,
    },
    saved: { website: 'http://bea.example', marketing_emails: true, bio: 'x'.repeat(500) },
  },
  'whoever made the user': {
    asked: NAMED,
    columns: { role: 'Member', dob: null, phone_number: '', emergency_contact: '', added_by: null },
    sent: { username: 'ana', role: 'Trainer', dob: '1991-05-04', added_by: 7 },
    shown: {
      added_by: { id: expect.any(Number), username: 'root', first_name: '', last_name: '', role: 'Member' },
    },
    refused: { role: noChoice('Boss'), dob: noDate, phone_number: tooLong(20) },
    saved: { role: 'Trainer', added_by: 7, emergency_contact: 'Ana' },
    kept: { role: 'Member', added_by: null },
  },
};

const IMPORTED = { id: 7, email: 'old@mail.example' };

/** As the guide to moving copies people: of the site's own columns nothing is said. */
async function importSomebody({ stagedoor }: RealSite, username: string | null): Promise<void> {
  const { db, close } = await openDatabase(stagedoor.config.databaseUrl.reveal());
  const no = sql.lit(false);
  await sql`insert into auth_user (id, password, is_superuser, username, username_key, first_name, last_name, email, is_staff, is_active, date_joined)
    values (${IMPORTED.id}, '!', ${no}, ${username}, ${username}, '', '', ${IMPORTED.email}, ${no}, ${sql.lit(true)}, '2020-01-01T00:00:00.000Z')`.execute(
    db,
  );
  await sql`insert into account_emailaddress (id, user_id, email, verified, "primary", email_key)
    values (1, ${IMPORTED.id}, ${IMPORTED.email}, ${sql.lit(true)}, ${sql.lit(true)}, ${IMPORTED.email})`.execute(
    db,
  );
  await close();
}

/** Somebody at a terminal who answers each question by its words; answers what was asked. */
async function makeSuperuser({ stagedoor }: RealSite): Promise<readonly string[]> {
  const answers: Record<string, string> = {
    ...{ Username: 'root', 'Email address': 'root@mail.example' },
    ...{ 'First name': 'Ruth', 'Last name': 'Root' },
  };
  const asked: string[] = [];
  const terminal = {
    isInteractive: true,
    print() {},
    printError(...lines: readonly string[]) {
      throw new Error(lines.join('\n'));
    },
    async ask(question: string) {
      const known = Object.keys(answers).find((words) => question.startsWith(words)) ?? question;
      asked.push(known);
      return answers[known] ?? '';
    },
    askPassword: async () => PASSWORD,
    confirm: async () => false,
    close() {},
  };
  const context = { t: translatorFor('en'), terminal };
  const answered = await askForSuperuser(context, stagedoor, { input: true });
  await createSuperuser(context, stagedoor, answered);
  return asked;
}

/** What is the same under every user model is made once, where making it takes long. */
async function migratedDatabases(database: string) {
  if (database === 'SQLite')
    return { copy: async () => ({ env: {}, drop: async () => {} }), drop: async () => {} };
  const first = await createTestDatabase();
  await (await openRealSite({ env: { DATABASE_URL: first.url } })).close();
  const copy = async () => {
    const { url, drop } = await createTestDatabase(undefined, new URL(first.url).pathname.slice(1));
    return { env: { DATABASE_URL: url }, drop };
  };
  return { copy, drop: first.drop };
}

describe.each(['SQLite', 'PostgreSQL'])('user models of Django on %s', (kind) => {
  let made: Awaited<ReturnType<typeof migratedDatabases>>;
  beforeAll(async () => {
    made = await migratedDatabases(kind);
  });
  afterAll(() => made.drop());

  it.each(Object.entries(userModels))(
    'are a configuration: %s',
    async (name, { defaults = {}, extraFields }) => {
      const model = expected[name];
      if (model === undefined) throw new Error(`nothing is expected of ${name}`);
      const database = await made.copy();
      const site = await openRealSite({ env: { ...defaults, ...database.env }, config: { extraFields } });
      const hasNames = defaults.LOGIN_BY !== 'email';
      await importSomebody(site, hasNames ? 'old' : null);
      expect(await makeSuperuser(site)).toEqual(model.asked);
      const asWhom = async (email: string) => {
        const payload = { ...(hasNames ? { username: email } : { email }), password: PASSWORD };
        const answer = await site.app.inject({ method: 'POST', url: '/api/token/', payload });
        const headers = { authorization: `Bearer ${answer.json<{ access: string }>().access}` };
        return async (method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) =>
          await site.app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
      };
      const root = await asWhom('root@mail.example');

      expect((await root('GET', `/api/users/${IMPORTED.id}/`)).json()).toMatchObject(model.columns);

      site.clock.advance(1_000);
      const email = 'Ana@MAIL.Example';
      const answer = await root('POST', '/api/users/', { email, ...model.sent });
      const { added_by: _, ...sent } = model.sent;
      expect(answer.json()).toMatchObject({ ...sent, email: 'Ana@mail.example', ...model.shown });
      for (const [field, [wrong, text]] of Object.entries(model.refused)) {
        const other = { ...model.sent, email: 'bea@mail.example', username: 'bea', [field]: wrong };
        const refused = await root('POST', '/api/users/', other);
        expect([refused.statusCode, refused.json()], field).toEqual([400, { [field]: [text] }]);
      }

      const { password } = site.stagedoor.useCases;
      await password.setFor({ by: 'operator', userId: IMPORTED.id, password: PASSWORD });
      const old = await asWhom(IMPORTED.email);
      expect((await old('PATCH', '/api/users/me/', model.saved)).statusCode).toBe(200);
      const after = { ...model.saved, ...model.kept };
      expect((await old('GET', '/api/users/me/')).json()).toMatchObject(after);

      const list = (await root('GET', '/api/users/')).json<{ results: { email: string }[] }>();
      const newestFirst = ['Ana@mail.example', 'root@mail.example', IMPORTED.email];
      expect(list.results.map((one) => one.email)).toEqual(newestFirst);
      await site.close();
      await database.drop();
    },
  );
});
