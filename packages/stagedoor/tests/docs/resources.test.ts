import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { useSites } from '../cli/sites.ts';
import { codeBlocks, readDocument } from './markdown.ts';

const library = pathToFileURL(inCheckout('packages', 'stagedoor', 'dist', 'index.js')).href;
const sites = useSites();
const [declared = '', config = '', named = '', ownStep = '', ownFunction = '', beside = ''] = codeBlocks(
  readDocument('docs/guides/resources.md'),
)
  .filter(({ language }) => language === 'js')
  .map(({ code }) => code);

// Twenty processes one after the other, which a busy machine takes its time for.
test.each(['onSqlite', 'onPostgres'] as const)(
  'the guide to resources can be followed, step by step: %s',
  async (open) => {
    const site = await sites[open]();
    const write = (code: string) => site.write('shop.js', code.replace("'stagedoor'", `'${library}'`));
    const run = async (...words: string[]) => {
      const { exitCode, stdout, stderr } = await site.run(words);
      expect([words, exitCode, stderr]).toEqual([words, 0, '']);
      return stdout;
    };
    write(declared);
    site.write('stagedoor.config.js', config);
    site.write('package.json', '{"type": "module"}');
    expect(await run('makemigrations')).toContain('- Create shop_product');
    expect(readdirSync(join(site.folder, 'migrations')).toSorted()).toEqual(['0001_initial.js', 'steps.js']);
    const again = await site.run(['makemigrations']);
    expect(again.stderr).toContain('migrations: steps');
    expect(await site.run(['check'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('- shop\n'),
    });
    const [imports = '', feature = ''] = named.split('\n\n');
    const whole = `${imports}\n${declared.replace(/export const shop[^;]+;/, feature)}`;
    write(whole);
    expect(await run('makemigrations', '--check')).toContain('No changes detected');
    expect(await run('migrate')).toContain('shop.0001_initial');

    write(whole.replace("text: 'name',", "stock: 0,\n  text: 'name',"));
    expect((await site.run(['check'])).stderr).toContain('stock is not known here');

    const withStock = whole.replace("min: '0' },", "min: '0' },\n    stock: { type: 'integer' },");
    write(withStock);
    expect((await site.run(['makemigrations'])).stderr).toContain('Give the field a default');
    write(withStock.replace("{ type: 'integer' }", "{ type: 'integer', default: 0 }"));
    expect((await site.run(['makemigrations', '--check'])).exitCode).toBe(1);
    expect(await run('makemigrations')).toContain('- Add stock to shop_product');
    const step = readFileSync(join(site.folder, 'migrations', '0002_shop_product_stock.js'), 'utf8');
    expect(step).toContain("column: 'stock'");
    expect(await run('migrate')).toContain('shop.0002_shop_product_stock');

    site.write('migrations/0003_prices.js', ownStep.replace('0002', '0003'));
    site.write('migrations/0004_names.js', ownFunction.replace('0003', '0004'));
    expect(await run('makemigrations')).toContain('steps.js');
    expect(await run('migrate')).toMatch(/shop\.0003_prices\.\.\. OK\n.*shop\.0004_names\.\.\. OK/);
    const back = await site.run(['migrate', 'shop', '0001'], { input: 'y\n' });
    expect(back.stdout).toMatch(
      /Drop stock of shop_product[\s\S]*Unapplying shop\.0002_shop_product_stock\.\.\. OK/,
    );
    expect(await run('migrate', '--fake', 'shop', 'zero')).toContain('Unapplying shop.0001_initial... FAKED');
    expect(await run('migrate', '--fake', 'shop', '0001')).toContain('Applying shop.0001_initial... FAKED');
    expect(await run('migrate')).toContain('shop.0004_names');
    // What follows asks no database.
    if (open === 'onPostgres') {
      site.write('migrations/0005_names.js', beside);
      await run('makemigrations');
      expect(await run('migrate')).toContain('shop.0005_names... OK');
      return;
    }
    const list = readFileSync(join(site.folder, 'migrations', 'steps.js'), 'utf8');
    expect(list).toContain("import { step as step_0003_prices } from './0003_prices.js';");
    write(withStock.replace("{ type: 'integer' }", "{ type: 'boolean', default: false }"));
    expect((await site.run(['makemigrations'])).stderr).toContain('is another field');

    write(whole);
    site.write('migrations/steps.js', list.replace('];', ', { name: "0009_mine", statements: () => [] }];'));
    expect((await site.run(['makemigrations'], { input: 'y\n' })).stderr).toContain('changed by hand');
    site.write('migrations/steps.js', list);
    expect((await site.run(['makemigrations', '--noinput'])).stderr).toContain('Nothing was written');
    expect((await site.run(['makemigrations'], { input: 'n\n' })).exitCode).toBe(1);
    expect((await site.run(['makemigrations'], { input: 'y\n' })).stdout).toContain(
      '- Drop stock of shop_product',
    );
    expect(await run('migrate')).toContain('shop.0005_remove_shop_product_stock');
  },
  240_000,
);
