import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { useSites } from '../cli/sites.ts';
import { codeBlocks } from './markdown.ts';

const guide = readFileSync(inCheckout('docs', 'guides', 'groups-and-permissions.md'), 'utf8');
const library = pathToFileURL(inCheckout('packages', 'stagedoor', 'dist', 'index.js')).href;
const sites = useSites();

const codeOf = (language: string) =>
  codeBlocks(guide).find((block) => block.language === language)?.code ?? '';

describe('the guide about groups and permissions', () => {
  test('is right about the roles of a site, command by command', async () => {
    const site = await sites.onSqlite();
    site.write('stagedoor.config.js', codeOf('js').replace("'stagedoor'", `'${library}'`));
    const printed: string[] = [];
    for (const line of codeOf('sh').trim().split('\n')) {
      const words = line.replace('npx stagedoor ', '').split(' ');
      const { exitCode, stdout, stderr } = await site.run(words);
      expect([line, exitCode, stderr]).toEqual([line, 0, '']);
      printed.push(stdout);
      if (words[0] === 'migrate')
        await site.run(['createsuperuser', '--noinput', '--username', 'ana', '--email', 'ana@mail.example']);
    }
    const [migrated, seeded, shown, added, members] = printed;
    expect(migrated).toContain('django_content_type.shop.order');
    expect(seeded).toMatch(/\nSeeded roles\n$/);
    expect(shown).toContain('shop.approve_order  Can approve order');
    expect(added).toBe('ana is in Manager now.\n');
    expect(members).toContain('ana@mail.example');
  });

  test('names every permission that accounts bring', async () => {
    const site = await sites.onSqlite();
    await site.run(['migrate']);
    const { stdout } = await site.run(['permission', 'list', '--json']);
    const there = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).name.replace(/\.(?:add|change|delete|view)_/, '.'));
    const rows = [...guide.matchAll(/^\| (`.+) \| (`.+`) \|$/gm)].slice(0, 5);
    const namesIn = (cell = '') => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    const told = rows.flatMap(([, apps, models]) => {
      const [first = '', ...others] = namesIn(apps);
      const all = namesIn(models);
      return others.length === 0
        ? all.map((model) => `${first}.${model}`)
        : [first, ...others].map((app, index) => `${app}.${all[index]}`);
    });
    expect(told.toSorted()).toEqual([...new Set(there)].toSorted());
  });
});
