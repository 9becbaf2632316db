import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import type { CommandContext } from '../../src/cli/command-context.ts';
import { createProgram } from '../../src/cli/program.ts';
import { ourCommands } from '../../src/create-stagedoor/command-names.ts';
import { translatorFor } from '../../src/texts/translator.ts';
import type { TestSite } from './command-line.ts';
import { useSites } from './sites.ts';

const sites = useSites();
const library = pathToFileURL(inCheckout('packages', 'stagedoor', 'dist', 'index.js')).href;

/** A feature whose commands add numbers up, refuse, and say what they were given. */
const tally = `
import { commandValue, defineCommand, defineFeature, definePermission, defineRefusal, defineTexts } from '${library}';
const texts = defineTexts('tally', {
  en: { add: 'adds a number', number: 'the number', loud: 'in capitals', tooMuch: 'That is more than {{most}}.', total: 'Total: {{sum}}', may: 'Can count' },
  es: { add: 'suma un número', number: 'el número', loud: 'en mayúsculas', tooMuch: 'Es más de {{most}}.', total: 'Total: {{sum}}', may: 'Puede contar' },
});
const tooMuch = defineRefusal('too-much', 409);
export const tally = defineFeature({
  name: 'NAME',
  texts,
  permissions: [definePermission('tally', 'count').describedAs(texts.keys.may)],
  refusals: [tooMuch.describedAs(texts.keys.tooMuch)],
  useCases: ({ refuse }) => ({ add: async (number) => { if (number > 9) throw refuse(tooMuch, { most: 9 }); return number + 1; } }),
  commands: [
    defineCommand({
      name: 'add', about: texts.keys.add,
      arguments: { number: commandValue.integer(texts.keys.number) },
      options: { loud: commandValue.flag(texts.keys.loud) },
      run: async (useCases, { arguments: { number }, options: { loud }, t, print }) => {
        const line = t(texts.keys.total, { sum: await useCases.add(number) });
        print(loud ? line.toUpperCase() : line);
      },
    }),
    defineCommand({
      name: 'say', about: texts.keys.add,
      arguments: { words: commandValue.text(texts.keys.number) },
      run: async (useCases, { arguments: { words }, print }) => print(words, 'the end'),
    }),
  ],
});
export const site = { features: [tally] };
`;

async function siteWithTally(): Promise<TestSite> {
  const site = await sites.onSqlite();
  site.write('stagedoor.config.js', tally.replace("'NAME'", "'tally'"));
  return site;
}

test('a feature’s command runs under its name, on a database that is up to date, in the terminal’s language', async () => {
  const site = await siteWithTally();
  const early = await site.run(['tally', 'add', '4']);
  expect([early.exitCode, early.stdout]).toEqual([1, '']);
  const { stdout: migrated } = await site.run(['migrate']);
  expect(migrated).toContain('auth_permission.tally.count');
  expect(await site.run(['tally', 'add', '4'])).toMatchObject({ exitCode: 0, stdout: 'Total: 5\n' });
  const loud = await site.run(['tally', 'add', '4', '--loud'], { environment: { LANG: 'es_ES.UTF-8' } });
  expect(loud.stdout).toBe('TOTAL: 5\n');
});

test('what a feature prints is shown by the terminal and never obeyed', async () => {
  const site = await siteWithTally();
  await site.run(['migrate']);
  const { stdout } = await site.run(['tally', 'say', 'ana\u001b[2J\u009b31m\u202e\nroot: ñ👋']);
  expect(stdout).toBe('ana?[2J?31m??root: ñ👋\nthe end\n');
});

test('a refusal of the feature is told in its words, and wrong usage with what was wrong', async () => {
  const site = await siteWithTally();
  await site.run(['migrate']);
  const refused = await site.run(['tally', 'add', '10'], { environment: { LANG: 'es_ES.UTF-8' } });
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
  expect(refused.stderr).toContain('Es más de 9.');
  const wrong = await site.run(['tally', 'add', 'ten']);
  expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('It must be a whole number.')]);
  const unknown = await site.run(['tally', 'sub']);
  expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('sub')]);
});

test('the help lists the commands of features, in both languages, and goes on without a site that cannot be read', async () => {
  const site = await siteWithTally();
  expect((await site.run(['--help'])).stdout).toContain('tally');
  const { stdout: english } = await site.run(['tally', '--help']);
  expect(english).toMatch(/add .*adds a number/);
  const { stdout: spanish } = await site.run(['tally', 'add', '--help'], {
    environment: { LANG: 'es_ES.UTF-8' },
  });
  expect(spanish).toContain('suma un número');
  expect(spanish).toContain('el número');
  site.write('stagedoor.config.js', 'throw new Error("a broken site");');
  const { exitCode, stdout, stderr } = await site.run(['--help']);
  expect([exitCode, stdout.includes('migrate'), stderr.includes('a broken site')]).toEqual([0, true, true]);
});

test('a feature’s commands are kept from the names of all commands of ours, and from no other', () => {
  const context = { t: translatorFor('en') } as CommandContext;
  const names = createProgram(context).commands.map((command) => command.name());
  expect(names.filter((name) => name !== 'help').sort()).toEqual([...ourCommands].sort());
});

test('a feature whose commands would stand under a name of ours starts none of them', async () => {
  const site = await sites.onSqlite();
  site.write(
    'stagedoor.config.js',
    tally
      .replace("defineTexts('tally'", "defineTexts('users'")
      .replace("definePermission('tally'", "definePermission('users'")
      .replace("'NAME'", "'users'"),
  );
  const { stderr } = await site.run(['--help']);
  expect(stderr).toContain('The feature users');
});
