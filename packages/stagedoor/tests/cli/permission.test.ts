import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { databases } from '../support/databases.ts';
import { useSites, visitor } from './sites.ts';

const sites = useSites();
const library = pathToFileURL(inCheckout('packages', 'stagedoor', 'dist', 'index.js')).href;
const PASSWORD = 'brass lamp 1 over the door';
const SECOND = 1_000;

const feature = (name: string) => `
  const ${name}Texts = defineTexts('${name}', { en: { may: 'Can open the ${name}' }, es: { may: 'Puede abrir' } });
  const ${name} = defineFeature({
    name: '${name}', texts: ${name}Texts,
    permissions: [definePermission('${name}', 'open').describedAs(${name}Texts.keys.may)],
  });`;
const config = `import { defineFeature, definePermission, defineTexts } from '${library}';
  ${feature('desk')}${feature('shelf')}
  export const site = { features: [shelf, desk] };`;

describe.each(databases)('permission on $database', ({ open }) => {
  test('grants and revokes by name, on the record, and every node knows within a second', async () => {
    const env = { LOG_LEVEL: 'silent', SECRET_KEY: 'nS3wqk8mZs2rT5vX1bY7cU4dF6gH9jK0lPoIuYtReWq=' };
    const { env: own, drop } = await open();
    const site = await sites.onSqlite({ ...env, ...own });
    site.write('stagedoor.config.js', config);
    await site.run(['migrate']);
    await site.run(['createsuperuser', '--noinput', '--username', 'root', '--email', 'root@mail.example']);
    const node = await createStagedoor({ env: { ...env, DATA_DIR: `${site.folder}/data`, ...own } });
    const { id } = await node.useCases.user.create({
      by: 'operator',
      username: 'ana',
      email: 'ana@mail.example',
      password: PASSWORD,
    });
    const { issued } = await node.useCases.login.logIn({
      identifier: 'ana',
      password: PASSWORD,
      rememberMe: null,
      sessionKey: null,
      visitor,
    });
    const may = async () =>
      (await node.useCases.session.findPrincipal({ sessionKey: issued.sessionKey }))?.access.has('desk.open');

    const { stdout: listed } = await site.run(['permission', 'list']);
    expect(listed).toMatch(/^PERMISSION +MEANING\naccount\.add_emailaddress +Can add email address\n/);
    expect(listed.match(/^(?:desk|shelf)\..*$/gm)).toEqual([
      expect.stringMatching(/^desk\.open +Can open the desk$/),
      expect.stringMatching(/^shelf\.open +Can open the shelf$/),
    ]);
    expect(await may()).toBe(false);
    const grant = ['permission', 'grant', 'ana', 'desk.open'];
    expect(await site.run(grant)).toMatchObject({ exitCode: 0, stdout: 'Granted desk.open to ana.\n' });
    await expect.poll(may, { timeout: SECOND }).toBe(true);
    expect((await site.run(grant)).stdout).toBe('ana has desk.open already. Nothing was changed.\n');
    expect((await site.run(['permission', 'list', 'ana', '--json'])).stdout).toBe(
      '{"name":"desk.open","label":"Can open the desk","by":[{"by":"user"}]}\n',
    );
    const { group, role } = node.useCases;
    const by = 'operator';
    const { id: groupId } = await group.create({ by, name: 'Clerks' });
    await group.setPermissions({ by, groupId, permissions: ['desk.open', 'shelf.open'] });
    await group.addMember({ by, groupId, userId: id });
    const { id: roleId } = await role.create({ by, name: 'editor', permissions: ['shelf.open'] });
    await role.assign({ by, roleId, userId: id });
    expect((await site.run(['permission', 'list', 'ana'])).stdout).toMatch(
      /^PERMISSION +MEANING +BY\ndesk\.open +Can open the desk +themselves, group Clerks\nshelf\.open +Can open the shelf +group Clerks, role editor\n$/,
    );
    await group.removeMember({ by, groupId, userId: id });
    await role.unassign({ by, roleId, userId: id });
    const revoke = await site.run(['permission', 'revoke', `id:${id}`, 'desk.open']);
    expect(revoke).toMatchObject({ exitCode: 0, stdout: 'Revoked desk.open from ana.\n' });
    await expect.poll(may, { timeout: SECOND }).toBe(false);
    const { stdout } = await site.run(['audit', 'list', '--user', 'ana', '--json']);
    expect(stdout).toContain('"action":"permission-grant"');
    expect(stdout).toContain('"action":"permission-revoke"');
    await node.close();
    await drop();
  });
});

test('permission refuses by name what there is not, and changes nothing', async () => {
  const site = await sites.onSqlite();
  site.write('stagedoor.config.js', config);
  await site.run(['migrate']);
  await site.run(['createsuperuser', '--noinput', '--username', 'root', '--email', 'root@mail.example']);
  const grant = (...words: string[]) => site.run(['permission', 'grant', ...words]);
  expect(await grant('root', 'desk.opne')).toMatchObject({
    exitCode: 1,
    stderr: 'There is no permission desk.opne; did you mean desk.open?\n',
  });
  expect((await grant('root', 'open')).stderr).toContain('There is no permission open');
  expect(await grant('zoe', 'desk.open')).toMatchObject({
    exitCode: 1,
    stderr: "user 'zoe' does not exist\n",
  });
  expect((await grant('root')).exitCode).toBe(2);
  expect(await site.run(['permission', 'list', 'root'])).toEqual({
    exitCode: 0,
    stdout: '',
    stderr:
      'This user has no permissions, neither themselves nor by a group, a role or an organization.\nA superuser has every permission there is, given or not.\n',
  });
});
