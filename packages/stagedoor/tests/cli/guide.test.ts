import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { useSites } from './sites.ts';

const sites = useSites();

test('the guide describes every command, and no other', async () => {
  const guide = readFileSync(inCheckout('docs', 'guides', 'command-line.md'), 'utf8');
  const described = [...guide.matchAll(/^\| `([a-z_]+)[^`]*` \|/gm)].map(([, name]) => name);
  const { stdout } = await (await sites.onSqlite()).run(['--help']);
  const [, list = ''] = stdout.split('Commands:\n');
  const commands = [...list.matchAll(/^ {2}([a-z_]+)/gm)].map(([, name]) => name);
  expect(described.sort()).toEqual(commands.filter((name) => name !== 'help').sort());
});
