import { copyFile, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type OutputChunk, rolldown } from 'rolldown';

/**
 * Libraries that come as hundreds of small modules, of which we use a few. They go into the bundle; every other library
 * stays an import, so that a site has one copy of it and updates it by itself. NOTICE names them.
 */
export const BUNDLED_LIBRARIES: readonly string[] = ['kysely', 'typebox'];

/** Refuses to be imported by a Node that is too old. */
const VERSION_CHECK = 'node-version';

/**
 * What several entries need of core goes into one file, not into one for each set of entries that share it. It imports no
 * library, so whoever loads more of it than they use pays for text alone.
 */
const SHARED_CORE = { name: 'core', test: /[\\/]src[\\/]core[\\/]/, minShareCount: 2 };

/** Small modules that several entries need, and that import no library either: one file for all of them. */
const SHARED_SMALL = {
  name: 'shared',
  test: /[\\/]src[\\/]infrastructure[\\/](bounded-map|storage-fault|database[\\/]database-(url|problem))\.ts$/,
  minShareCount: 2,
};

/** Data that a module reads beside itself. */
const DATA_FILES = [
  {
    path: 'src/infrastructure/password/common-passwords.txt',
    reader: 'src/infrastructure/password/common-password-file.ts',
  },
];

/** Node loads a module in a third of a millisecond; as hundreds of files the package took twice as long to start. */
export async function bundle(folder: string): Promise<void> {
  const bundler = await rolldown({
    cwd: folder,
    input: await entriesOf(folder),
    platform: 'node',
    external: isExternal,
    tsconfig: join(folder, 'tsconfig.json'),
  });
  const { output } = await bundler.write({
    dir: join(folder, 'dist'),
    format: 'esm',
    chunkFileNames: 'chunks/[name].js',
    codeSplitting: { groups: [SHARED_CORE, SHARED_SMALL] },
    // Whoever reads has the source map; a file without “curly” characters takes half the memory.
    comments: { legal: true, annotation: false, jsdoc: false },
    // The first thing that is run of each entry, before any library is asked for.
    banner: ({ isEntry, name }) =>
      isEntry && needsNode(name) ? `import '${toRoot(name)}${VERSION_CHECK}.js';` : '',
    sourcemap: true,
  });
  await bundler.close();
  const chunks = output.filter((file) => file.type === 'chunk');
  demandSameDepth(chunks);
  await Promise.all(DATA_FILES.map((file) => copyData(folder, chunks, file)));
  await removeOthers(join(folder, 'dist'), new Set(chunks.map(({ fileName }) => fileName)));
}

function needsNode(entry: string): boolean {
  return entry !== VERSION_CHECK && !/^(?:resource-)?client\//.test(entry);
}

function toRoot(entry: string): string {
  return entry.includes('/') ? '../'.repeat(entry.split('/').length - 1) : './';
}

/** What the manifest publishes, and what its command starts: `ui/index` for `./dist/ui/index.js`. */
async function entriesOf(folder: string): Promise<Record<string, string>> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, { readonly default: string }>>;
  };
  const published = Object.values(manifest.exports).map((entry) => entry.default);
  const names = [...published, './dist/cli/main.js', `./dist/${VERSION_CHECK}.js`].map((path) =>
    path.slice('./dist/'.length, -'.js'.length),
  );
  return Object.fromEntries(names.map((name) => [name, `src/${name}.ts`]));
}

function isExternal(id: string): boolean {
  const isOurs = id.startsWith('.') || id.startsWith('/');
  return !isOurs && !BUNDLED_LIBRARIES.some((name) => id === name || id.startsWith(`${name}/`));
}

/** A module that looks for files beside itself must stand as deep in `dist` as it does in `src`: one folder down. */
function demandSameDepth(chunks: readonly OutputChunk[]): void {
  const misplaced = chunks.find(
    ({ fileName, code }) => !fileName.includes('/') && code.includes('import.meta'),
  );
  if (misplaced)
    throw new Error(`dist/${misplaced.fileName} would look for the package's files in the wrong place.`);
}

/** Lays data beside the chunk that its reader has gone into. */
async function copyData(
  folder: string,
  chunks: readonly OutputChunk[],
  { path, reader }: (typeof DATA_FILES)[number],
): Promise<void> {
  const chunk = chunks.find(({ moduleIds }) => moduleIds.includes(join(folder, reader)));
  if (!chunk) throw new Error(`Nothing that is built reads ${path}.`);
  await copyFile(join(folder, path), join(folder, 'dist', dirname(chunk.fileName), basename(path)));
}

/** A chunk that is made no more must not live on in what we run and publish. */
async function removeOthers(dist: string, current: ReadonlySet<string>): Promise<void> {
  const paths = await readdir(dist, { recursive: true });
  const scripts = paths.filter((path) => /\.js(\.map)?$/.test(path) && !path.startsWith('assets'));
  const stale = scripts.filter((path) => !current.has(path.replace(/\.map$/, '').replaceAll('\\', '/')));
  await Promise.all(stale.map((path) => rm(join(dist, path), { force: true })));
}
