import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** What a module of types adds to another of ours, by `declare module`. */
const AUGMENTATION = /^declare module '\./m;

/**
 * Loads with `root` every module of types of its layer that adds to another. Features name their audit actions, jobs and e-mails in that way, and the
 * compiler writes the types of a list of features without importing them: whoever uses the package would know none of the names. What adapters
 * add to each other, tables among it, stays inside: it speaks the types of drivers, which whoever uses the package need not have.
 */
export async function keepAugmentations(dist: string, root: string): Promise<void> {
  const layer = dirname(root);
  const names = await readdir(join(dist, layer), { recursive: true });
  const paths = names.filter((name) => name.endsWith('.d.ts')).map((name) => join(layer, name));
  const texts = await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(join(dist, path), 'utf8') })),
  );
  const imports = texts
    .filter(({ text }) => AUGMENTATION.test(text))
    .map(({ path }) => `import './${relative(layer, path.replace(/\.d\.ts$/, '.js'))}';\n`);
  const file = join(dist, root);
  const written = (await readFile(file, 'utf8')).replaceAll(/^import '[^']*';\n/gm, '');
  await writeFile(file, [...imports.sort(), written].join(''));
}
