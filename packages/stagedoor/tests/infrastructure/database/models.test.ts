import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listMissingModels } from '../../../src/infrastructure/database/list-migrations.ts';
import { migrate } from '../../../src/infrastructure/database/migrate.ts';
import { modelOf } from '../../../src/infrastructure/database/model.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';

/** As the first `migrate` of a new project of Django 5.2 numbers them. */
const DJANGO_TYPES = [
  'admin.logentry',
  'auth.permission',
  'auth.group',
  'auth.user',
  'contenttypes.contenttype',
  'sessions.session',
];
const order = modelOf({ app: 'shop', name: 'order', label: 'order' }, [
  { codename: 'approve_order', label: 'Can approve order' },
]);

describe.each(['sqlite', 'postgres'] as const)('what migrate makes of what is kept, on %s', (kind) => {
  let stores: OpenStores;
  beforeEach(async () => {
    stores = await openStores(kind, { freshSchema: true });
  });
  afterEach(() => stores.close());

  const database = () => {
    if (stores.database === null) throw new Error('There is no database.');
    return stores.database;
  };
  const typesOf = () => database().db.selectFrom('django_content_type').selectAll().orderBy('id').execute();
  const permissionsOf = async (app: string) => {
    const rows = database()
      .db.selectFrom('auth_permission as p')
      .innerJoin('django_content_type as t', 't.id', 'p.content_type_id')
      .select(['p.id', 'p.name', 'p.codename', 't.model'])
      .where('t.app_label', '=', app)
      .orderBy('p.id');
    return (await rows.execute()).map(({ id, name, codename, model }) => [id, model, codename, name]);
  };

  test('is numbered as a new project of Django’s is', async () => {
    const types = await typesOf();
    expect(types.slice(0, 6).map(({ id, app_label, model }) => [id, `${app_label}.${model}`])).toEqual(
      DJANGO_TYPES.map((name, index) => [index + 1, name]),
    );
    expect((await permissionsOf('auth')).slice(8)).toEqual([
      [13, 'user', 'add_user', 'Can add user'],
      [14, 'user', 'change_user', 'Can change user'],
      [15, 'user', 'delete_user', 'Can delete user'],
      [16, 'user', 'view_user', 'Can view user'],
    ]);
    expect((await permissionsOf('admin')).at(0)).toEqual([
      1,
      'logentry',
      'add_logentry',
      'Can add log entry',
    ]);
    expect((await permissionsOf('sessions')).at(-1)).toEqual([
      24,
      'session',
      'view_session',
      'Can view session',
    ]);
  });

  test('is every noun of accounts, with Django’s four permissions each', async () => {
    const types = (await typesOf()).map(({ app_label, model }) => `${app_label}.${model}`);
    expect(types.slice(6).toSorted()).toEqual([
      'account.emailaddress',
      'authtoken.token',
      'stagedoor.auditevent',
      'stagedoor.device',
      'stagedoor.identity',
      'stagedoor.invitation',
      'stagedoor.job',
      'stagedoor.membership',
      'stagedoor.organization',
      'stagedoor.passkey',
      'stagedoor.personalaccesstoken',
      'stagedoor.recoverycode',
      'stagedoor.role',
      'stagedoor.roleassignment',
      'stagedoor.signingkey',
      'stagedoor.team',
      'stagedoor.totpdevice',
      'stagedoor.visit',
      'stagedoor.webhookendpoint',
    ]);
    const count = await database()
      .db.selectFrom('auth_permission')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .executeTakeFirstOrThrow();
    expect(Number(count.count)).toBe(4 * types.length);
    expect((await permissionsOf('account')).map(([, , , name]) => name)).toContain('Can add email address');
  });

  test('has the site’s own beside it, once, with what is custom after the four', async () => {
    expect(await migrate(database(), { models: [order] })).toEqual(['django_content_type.shop.order']);
    expect(await migrate(database(), { models: [order] })).toEqual([]);
    expect((await permissionsOf('shop')).map(([, , codename, name]) => [codename, name])).toEqual([
      ['add_order', 'Can add order'],
      ['change_order', 'Can change order'],
      ['delete_order', 'Can delete order'],
      ['view_order', 'Can view order'],
      ['approve_order', 'Can approve order'],
    ]);
  });

  test('comes again where it is missing, is mended where it is called otherwise, and stays where nobody asks for it', async () => {
    await migrate(database(), { models: [order] });
    const { db } = database();
    const kept = await typesOf();
    await db.deleteFrom('django_content_type').where('model', '=', 'device').execute();
    await db.deleteFrom('auth_permission').where('codename', '=', 'approve_order').execute();
    await db.updateTable('auth_permission').set({ name: 'x' }).where('codename', '=', 'add_user').execute();
    const missing = async () => (await listMissingModels(database(), [order])).map((one) => one.name);
    expect(await missing()).toEqual(['device', 'order']);
    expect(await migrate(database(), { models: [order] })).toEqual([
      'django_content_type.stagedoor.device',
      'django_content_type.shop.order',
    ]);
    expect(await missing()).toEqual([]);
    expect((await permissionsOf('auth')).map(([, , , name]) => name)).toContain('Can add user');
    await migrate(database());
    expect((await permissionsOf('shop')).length).toBe(5);
    expect((await typesOf()).length).toBe(kept.length);
  });
});
