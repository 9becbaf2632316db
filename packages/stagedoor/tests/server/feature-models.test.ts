import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { defineApiRoute } from '../../src/api/api-route.ts';
import { json, Type } from '../../src/api/index.ts';
import { operator as visitor } from '../../src/core/kernel/visitor.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { definePermission, defineTexts } from '../../src/index.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { openTestSite } from '../../src/testing/index.ts';
import { newDataFolder } from '../support/data-folder.ts';
import { databases } from '../support/databases.ts';

const texts = defineTexts('shop', {
  en: { order: 'order', approve: 'Can approve order', count: 'Can count the till' },
  es: { order: 'pedido', approve: 'Puede aprobar pedidos', count: 'Puede contar la caja' },
});
const approveOrder = definePermission('shop', 'approve_order');
const countTill = definePermission('shop', 'count_till');

const asking = (permission: string) =>
  defineApiRoute({
    name: `ask-${permission}`,
    method: 'GET',
    path: `/api/${permission}/`,
    issues: 'none',
    access: 'authenticated',
    csrf: 'none',
    needs: { permission },
    operation: `ask${permission.replace(/\W/g, '')}`,
    summary: 'Ask.',
    responses: { 200: Type.Object({ open: Type.Boolean() }) },
    handler: async () => json({ open: true }),
  });

const shopWith = (...asked: readonly string[]) =>
  defineFeature({
    name: 'shop',
    texts,
    permissions: [countTill.describedAs(texts.keys.count)],
    models: [
      {
        name: 'order',
        label: texts.keys.order,
        permissions: [approveOrder.describedAs(texts.keys.approve)],
      },
    ],
    api: () => asked.map(asking),
  });

const roles = [
  { group: 'Manager', permissions: ['shop.view_order', 'shop.change_order', 'shop.approve_order'] },
];

test('what a feature keeps can be asked for by Django’s names, and is given by the roles of the site', async () => {
  const names = ['shop.add_order', 'shop.view_order', 'shop.approve_order', 'shop.count_till'];
  const site = await openTestSite({ features: [shopWith(...names)], roles });
  const { useCases, roles: ofSite } = site.stagedoor;
  await useCases.group.seedRoles({ by: 'operator', roles: ofSite });
  const manager = await useCases.group.find({ name: 'Manager' });
  const ana = await site.createUser({ username: 'ana' });
  const { headers } = await site.signInAs(ana);
  const open = async () =>
    await Promise.all(
      names.map(async (name) => (await site.app.inject({ url: `/api/${name}/`, headers })).statusCode),
    );
  expect(await open()).toEqual([403, 403, 403, 403]);
  await useCases.group.addMember({ by: 'operator', groupId: manager?.id ?? 0, userId: ana.id });
  expect(await open()).toEqual([403, 200, 200, 403]);
  await useCases.permission.grant({ by: 'operator', userId: ana.id, permission: countTill.permission });
  expect(await open()).toEqual([403, 200, 200, 200]);
  const ben = await site.createUser({ username: 'ben', groups: ['Manager', 'Readers'] });
  const groups = await Promise.all(
    ['Manager', 'Readers'].map(async (name) => {
      const { id: groupId = 0 } = (await useCases.group.find({ name })) ?? {};
      return (await useCases.group.listMembers({ groupId })).rows.map(({ username }) => username).toSorted();
    }),
  );
  expect(groups).toEqual([['ana', 'ben'], ['ben']]);
  expect((await useCases.permission.heldBy({ userId: ben.id })).group).toContain('shop.approve_order');
  const labels = (await useCases.permission.list()).filter(({ name }) => name.startsWith('shop.'));
  expect(labels.map(({ label }) => label)).toEqual([
    'Can add order',
    'Can approve order',
    'Can change order',
    'Can count the till',
    'Can delete order',
    'Can view order',
  ]);
  await site.close();
});

test('a route that asks for a permission of no model does not start', async () => {
  await expect(openTestSite({ features: [shopWith('shop.add_odrer')] })).rejects.toThrow(
    'shop.add_odrer, which is missing in permissions of shop',
  );
});

test.each([
  ['no label', { name: 'order' }, 'models[0].label must be a text'],
  ['a label that the texts lack', { name: 'order', label: 'shop.nothing' }, 'its model order needs a label'],
  [
    'a name that is none of Django’s',
    { name: 'Order', label: texts.keys.order },
    'models[0].name must be a word',
  ],
  ['a slip', { name: 'order', label: texts.keys.order, permission: [] }, 'models[0].permission is not known'],
  [
    'a permission of another feature',
    {
      name: 'order',
      label: texts.keys.order,
      permissions: [definePermission('bar', 'open_bar').describedAs(texts.keys.approve)],
    },
    "must be one of definePermission('shop', …)",
  ],
  [
    'a permission that every model has',
    {
      name: 'order',
      label: texts.keys.order,
      permissions: [definePermission('shop', 'add_order').describedAs(texts.keys.approve)],
    },
    'its permission add_order is there twice',
  ],
])('a model with %s does not start', (_, model, sentence) => {
  expect(() => defineFeature({ name: 'shop', texts, models: [model as never] })).toThrow(sentence);
});

test('roles that say what nobody reads do not start', async () => {
  const opened = (given: unknown) => openTestSite({ roles: given as never });
  await expect(opened([{ group: '', permissions: [] }])).rejects.toThrow(
    'roles[0].group must be the name of a group',
  );
  await expect(opened([{ group: 'Manager', permissions: ['view_order'] }])).rejects.toThrow(
    'roles[0].permissions[0] must be a permission as app_label.codename',
  );
  const slip = [{ group: 'Manager', permissions: ['shop.view_odrer'] }];
  await expect(openTestSite({ roles: slip, features: [shopWith()] })).rejects.toThrow(
    'The roles of the site: Manager names shop.view_odrer, which its feature does not have.',
  );
  const twice = [...roles, { group: ' Manager', permissions: [] }];
  await expect(openTestSite({ roles: twice, features: [shopWith()] })).rejects.toThrow('is there twice');
});

const SECOND = 1_000;
const PASSWORD = 'brass lamp 1 over the door';

describe.each(databases)('on $database', ({ open }) => {
  test('what a group gains or loses counts on every node within a second, and on its own at once', async () => {
    const { env, drop } = await open();
    const folder = await newDataFolder();
    const base = { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: folder, ...env };
    const nodeOf = () => createStagedoor({ env: base, features: [shopWith()] });
    const [here, there] = [await nodeOf(), await nodeOf()];
    await here.migrations.apply();
    const { group, user, login } = here.useCases;
    const { id: userId } = await user.create({
      by: 'operator',
      username: 'ana',
      password: PASSWORD,
      email: 'ana@mail.example',
    });
    const { issued } = await login.logIn({
      identifier: 'ana',
      password: PASSWORD,
      rememberMe: null,
      sessionKey: null,
      visitor,
    });
    const { id: groupId } = await group.create({ by: 'operator', name: 'Managers' });
    const may = (node: typeof here) => async () => {
      const { sessionKey } = issued;
      const principal = await node.useCases.session.findPrincipal({ sessionKey });
      return [principal?.access.has('shop.approve_order'), principal?.groups.map(({ name }) => name)];
    };
    const both = async (expected: readonly unknown[]) => {
      expect(await may(here)()).toEqual(expected);
      await expect.poll(may(there), { timeout: SECOND }).toEqual(expected);
    };
    const permissions = ['shop.approve_order'];
    await both([false, []]);
    await group.addMember({ by: 'operator', groupId, userId });
    await both([false, ['Managers']]);
    await group.grant({ by: 'operator', groupId, permissions });
    await both([true, ['Managers']]);
    await group.rename({ by: 'operator', groupId, name: 'Chiefs' });
    await both([true, ['Chiefs']]);
    await group.revoke({ by: 'operator', groupId, permissions });
    await both([false, ['Chiefs']]);
    await group.setPermissions({ by: 'operator', groupId, permissions });
    await both([true, ['Chiefs']]);
    await group.removeMember({ by: 'operator', groupId, userId });
    await both([false, []]);
    await group.addMember({ by: 'operator', groupId, userId });
    await both([true, ['Chiefs']]);
    await group.delete({ by: 'operator', groupId, members: 1 });
    await both([false, []]);
    for (const node of [here, there]) await node.close();
    await drop();
    await rm(folder, { recursive: true });
  });
});
