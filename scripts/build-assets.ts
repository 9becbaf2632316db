import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/*
 * Builds what browsers load into packages/stagedoor/dist/assets: one style sheet, the fonts, htmx and our own scripts.
 * Every file carries its content's hash in its name, so that interfaces may let browsers keep it for ever; manifest.json
 * says which name is which. Run by `npm run build`; takes a second or two.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'packages/stagedoor/src/ui');
const target = join(root, 'packages/stagedoor/dist/assets');
const modules = join(root, 'node_modules');

/** Read for class names. Tests and scripts are not: a class that only they use is no class of ours. */
const CLASS_SOURCES = ['packages/stagedoor/src', 'packages/community/src'];

const FONTS = [
  { family: 'inter', axis: 'wght', subsets: ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'] },
  { family: 'fraunces', axis: 'opsz', subsets: ['latin', 'latin-ext'] },
  { family: 'jetbrains-mono', axis: 'wght', subsets: ['latin', 'latin-ext'] },
];

type Manifest = Record<string, string>;

function hashedName(name: string, content: Buffer): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const extension = extname(name);
  return `${name.slice(0, -extension.length)}.${hash}${extension}`;
}

/** Writes to a side name first: a server that runs meanwhile never reads half a file. */
async function writeWhole(name: string, content: Buffer | string): Promise<void> {
  const temporary = join(target, `.${name}.${process.pid}`);
  await writeFile(temporary, content);
  await rename(temporary, join(target, name));
}

async function add(manifest: Manifest, name: string, content: Buffer): Promise<void> {
  const hashed = hashedName(name, content);
  manifest[name] = hashed;
  await writeWhole(hashed, content);
}

/** Fonts are compressed as they are. */
const COMPRESSIBLE = /\.(?:css|js|svg)$/;
const LARGE_BYTES = 300_000;

/**
 * Lays a Brotli and a gzip form beside a file, for the server to send as they are: compressed once and hard, at no cost to
 * requests. They hold nothing of any visitor, so that compressing them gives nothing away (BREACH).
 */
async function addCompressed(name: string, content: Buffer): Promise<readonly string[]> {
  if (!COMPRESSIBLE.test(name)) return [];
  const quality = content.length > LARGE_BYTES ? 9 : constants.BROTLI_MAX_QUALITY;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
  await writeWhole(`${name}.br`, await promisify(brotliCompress)(content, { params }));
  await writeWhole(`${name}.gz`, await promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }));
  return [`${name}.br`, `${name}.gz`];
}

async function compressAll(manifest: Manifest): Promise<readonly string[]> {
  const names = Object.values(manifest);
  const made = await Promise.all(
    names.map(async (name) => addCompressed(name, await readFile(join(target, name)))),
  );
  return made.flat();
}

async function addFonts(manifest: Manifest): Promise<void> {
  for (const { family, axis, subsets } of FONTS) {
    for (const subset of subsets) {
      const file = join(
        modules,
        '@fontsource-variable',
        family,
        'files',
        `${family}-${subset}-${axis}-normal.woff2`,
      );
      await add(manifest, `${family}-${subset}.woff2`, await readFile(file));
    }
  }
}

/** What the page /docs/ loads, with its licence. */
async function addApiDocs(manifest: Manifest): Promise<void> {
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'LICENSE']) {
    const content = await readFile(join(modules, 'swagger-ui-dist', name));
    await add(manifest, name === 'LICENSE' ? 'swagger-ui-license.txt' : name, content);
  }
  await add(manifest, 'api-docs.js', await readFile(join(source, 'browser/api-docs.js')));
  await add(manifest, 'api-docs.css', await readFile(join(source, 'browser/api-docs.css')));
}

/** The Tailwind command line, fed an entry that imports the theme and names the folders to read. */
async function compileStyles(): Promise<string> {
  const sources = CLASS_SOURCES.map((folder) => `@source "${join(root, folder)}/**/*.tsx";`);
  const entry = join(target, '.entry.css');
  await writeFile(entry, [`@import "${join(source, 'theme.css')}";`, ...sources].join('\n'));
  const cli = join(modules, '@tailwindcss/cli/dist/index.mjs');
  const options = ['--input', entry, '--minify'];
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...options], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  });
  await rm(entry);
  return stdout;
}

/** Style sheets name fonts by their plain address; browsers get the hashed one. */
function withHashedAddresses(css: string, manifest: Manifest): string {
  return css.replaceAll(/\/static\/([\w.-]+)/g, (_address, name: string) => {
    const hashed = manifest[name];
    if (hashed === undefined) throw new Error(`The style sheet names /static/${name}, which is not built`);
    return `/static/${hashed}`;
  });
}

async function removeStale(manifest: Manifest, compressed: readonly string[]): Promise<void> {
  const current = new Set([...Object.values(manifest), ...compressed, 'manifest.json']);
  const present = await readdir(target);
  await Promise.all(present.filter((name) => !current.has(name)).map((name) => rm(join(target, name))));
}

async function buildAssets(): Promise<void> {
  await mkdir(target, { recursive: true });
  const manifest: Manifest = {};
  await addFonts(manifest);
  await add(manifest, 'htmx.min.js', await readFile(join(modules, 'htmx.org/dist/htmx.min.js')));
  await add(manifest, 'app.js', await readFile(join(source, 'browser/app.js')));
  await add(manifest, 'passkeys.js', await readFile(join(source, 'browser/passkeys.js')));
  await add(manifest, 'door.svg', await readFile(join(source, 'browser/door.svg')));
  await addApiDocs(manifest);
  await add(manifest, 'stagedoor.css', Buffer.from(withHashedAddresses(await compileStyles(), manifest)));
  // Before the manifest: whoever reads a name there finds all its forms.
  const compressed = await compressAll(manifest);
  await writeWhole('manifest.json', JSON.stringify(manifest, null, 2));
  await removeStale(manifest, compressed);
}

await buildAssets();
