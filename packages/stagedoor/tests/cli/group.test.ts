import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { databases } from '../support/databases.ts';
import { useSites } from './sites.ts';

const sites = useSites();
const library = pathToFileURL(inCheckout('packages', 'stagedoor', 'dist', 'index.js')).href;

const config = (permissions: readonly string[]) => `
  import { defineFeature, definePermission, defineTexts } from '${library}';
  const texts = defineTexts('shop', {
    en: { order: 'order', approve: 'Can approve order' },
    es: { order: 'pedido', approve: 'Puede aprobar un pedido' },
  });
  const approve = definePermission('shop', 'approve_order').describedAs(texts.keys.approve);
  const shop = defineFeature({
    name: 'shop', texts,
    models: [{ name: 'order', label: texts.keys.order, permissions: [approve] }],
  });
  export const site = { features: [shop], roles: [{ group: 'Manager', permissions: ${JSON.stringify(permissions)} }] };`;

const MANAGER = ['shop.view_order', 'shop.change_order', 'shop.approve_order'];

describe.each(databases)('on $database', ({ open }) => {
  test('seed_roles makes the groups of a site, and sets what each holds', async () => {
    const { env, drop } = await open();
    const site = await sites.onSqlite(env);
    site.write('stagedoor.config.js', config(MANAGER));
    expect((await site.run(['migrate'])).stdout).toContain('Applying django_content_type.shop.order... OK');
    expect(await site.run(['seed_roles'])).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: [
        'Added the group Manager.',
        '  Granted shop.approve_order.',
        '  Granted shop.change_order.',
        '  Granted shop.view_order.',
        'Seeded roles',
        '',
      ].join('\n'),
    });
    const holds = async () => JSON.parse((await site.run(['group', 'show', 'Manager', '--json'])).stdout);
    expect((await holds()).permissions).toEqual(MANAGER.toSorted());
    await site.run(['group', 'grant', 'Manager', 'shop.delete_order', 'auth.view_user']);
    await site.run(['group', 'revoke', 'Manager', 'shop.view_order']);
    expect((await site.run(['seed_roles'])).stdout).toBe(
      [
        'Changed the group Manager.',
        '  Granted shop.view_order.',
        '  Revoked auth.view_user.',
        '  Revoked shop.delete_order.',
        'Seeded roles',
        '',
      ].join('\n'),
    );
    expect((await site.run(['seed_roles'])).stdout).toBe('Seeded roles\n');
    expect((await holds()).permissions).toEqual(MANAGER.toSorted());
    site.write('stagedoor.config.js', config(['auth.veiw_user']));
    expect(await site.run(['seed_roles'])).toMatchObject({
      exitCode: 1,
      stderr: 'There is no permission auth.veiw_user; did you mean auth.view_user?\n',
    });
    site.write('stagedoor.config.js', config(['shop.aprove_order']));
    expect((await site.run(['seed_roles'])).stderr).toContain(
      'Manager names shop.aprove_order, which its feature',
    );
    await drop();
  });

  test('group makes, shows, fills, empties and removes a group', async () => {
    const { env, drop } = await open();
    const site = await sites.onSqlite(env);
    const say = async (...words: string[]) => {
      const { exitCode, stdout, stderr } = await site.run(['group', ...words]);
      return exitCode === 0 ? stdout : `${exitCode}: ${stderr}`;
    };
    await site.run(['migrate']);
    for (const name of ['ana', 'ben'])
      await site.run(['createsuperuser', '--noinput', '--username', name, '--email', `${name}@mail.example`]);
    expect(await say('add', 'Clerks')).toBe('Added the group Clerks.\n');
    expect(await say('add', 'Clerks')).toBe('1: A group with that name already exists.\n');
    expect(await say('rename', 'Clerks', 'Sellers')).toBe('The group is called Sellers now.\n');
    expect(await say('show', 'Clerks')).toBe(
      '1: There is no group Clerks. See them with: stagedoor group list\n',
    );
    expect(await say('list')).toBe('ID  GROUP\n1   Sellers\n');
    expect(await say('grant', 'Sellers', 'auth.veiw_user')).toBe(
      '1: There is no permission auth.veiw_user; did you mean auth.view_user?\n',
    );
    expect(await say('grant', 'id:1', 'auth.view_user')).toBe('Granted auth.view_user.\n');
    expect(await say('grant', 'Sellers', 'auth.view_user')).toBe('Nothing was changed.\n');
    expect(await say('add_member', 'Sellers', 'ana')).toBe('ana is in Sellers now.\n');
    expect(await say('add_member', 'Sellers', 'ana')).toContain('in Sellers already');
    await say('add_member', 'Sellers', 'ben');
    expect(await say('show', 'Sellers')).toBe(
      'Sellers: 2 members\nPERMISSION      MEANING\nauth.view_user  Can view user\n',
    );
    expect((await say('members', 'Sellers', '--json')).match(/"username":"\w+"/g)).toHaveLength(2);
    expect(await say('remove_member', 'Sellers', 'ben')).toBe('ben is no longer in Sellers.\n');
    expect(await say('remove_member', 'Sellers', 'ben')).toContain('not in Sellers');
    expect(await say('remove', 'Sellers')).toBe(
      '1: The group Sellers has 1 member. To remove it, say --members 1, or --noinput.\n',
    );
    expect(await say('remove', 'Sellers', '--members', '2')).toContain('has 1 member.');
    expect(await say('remove', 'Sellers', '--members', '1')).toBe('Removed the group Sellers.\n');
    expect((await site.run(['group', 'list'])).stderr).toContain('No groups.');
    await say('add', 'Sellers');
    await say('add_member', 'Sellers', 'ana');
    expect(await say('remove', 'Sellers', '--noinput')).toBe('Removed the group Sellers.\n');
    const { stdout } = await site.run(['audit', 'list', '--user', 'ana', '--json']);
    expect(stdout).toContain('"action":"group-member-add"');
    expect(stdout).toContain('"by":"operator"');
    await drop();
  });
});

test('seed_roles says so where the site names no roles', async () => {
  const site = await sites.onSqlite();
  await site.run(['migrate']);
  expect(await site.run(['seed_roles'])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('The site says of no roles.'),
  });
  site.write('stagedoor.config.js', "export const site = { roles: [{ group: 'Manager' }] };");
  expect((await site.run(['seed_roles'])).stderr).toContain(
    'roles[0].permissions must be a list of permissions',
  );
});
