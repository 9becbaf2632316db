import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { generateKey } from '../../src/config/generated-secrets.ts';
import { useSites } from '../cli/sites.ts';

const sites = useSites();
const guide = readFileSync(new URL('../../../../docs/guides/operations.md', import.meta.url), 'utf8');
const [, restore = ''] = /3\. Try it in an empty folder[\s\S]*?```sh\n([\s\S]*?)```/.exec(guide) ?? [];
const steps = restore.split('\n').flatMap((line) => line.trim() || []);

test('a backup is tried as the guide says, in an empty folder with the keys of the site; without them that is told', async () => {
  const keys = { SECRET_KEY: generateKey(), CRYPTOGRAPHY_KEY: generateKey() };
  const site = await sites.onSqlite(keys);
  await site.run(['migrate']);
  const stagedoor = await sites.lookInto(site, keys);
  const account = { email: 'ana@mail.example', username: 'ana', password: 'tulips-under-7-bridges' };
  await stagedoor.useCases.user.create({
    by: 'operator',
    ...account,
    isStaff: false,
    isSuperuser: false,
    validatePassword: false,
  });
  await stagedoor.useCases.audit.seal();
  copyFileSync(join(site.folder, 'data', 'audit-head.json'), join(site.folder, 'audit-head.json'));
  const database = new Database(join(site.folder, 'data', 'stagedoor.db'));
  await database.backup(join(site.folder, 'backup.db'));
  database.close();

  const empty = await sites.onSqlite();
  const follow = async (environment: Readonly<Record<string, string>>) => {
    const outcomes = [];
    for (const step of steps.map((line) => line.replace('/backup/', `${site.folder}/`))) {
      const [, command] = /^npx stagedoor (.*)$/.exec(step) ?? [];
      if (command === undefined) execFileSync('sh', ['-c', step], { cwd: empty.folder });
      else outcomes.push(await empty.run(command.split(' '), { environment }));
    }
    return outcomes;
  };
  expect(await follow(keys)).toMatchObject([
    { exitCode: 0 },
    { exitCode: 0, stderr: '', stdout: expect.stringMatching(/^1 sealed event\.\n[\s\S]*is sound\.\n$/) },
  ]);
  expect(await follow({})).toMatchObject([
    { exitCode: 0 },
    { exitCode: 1, stderr: expect.stringMatching(/^The head was signed with another key/) },
  ]);
});
