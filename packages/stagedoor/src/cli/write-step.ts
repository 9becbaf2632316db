import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, stepName } from '../resource/migration/difference.ts';
import type { Operation } from '../resource/migration/operation.ts';

const STEP = /^(\d{4}_\w+)\.(ts|js|mjs)$/;
/** A list that nobody wrote into, without its comments and blanks. */
const LIST = /^(?:import\{stepas\w+\}from['"]\.\/[^'"]+['"];?)*exportconststeps=\[[\w,]*\](?:asconst)?;?$/;

interface Place {
  readonly folder: string;
  readonly ending: 'ts' | 'js';
}

/** What is to be written of a step, whatever number it gets. */
interface Draft {
  /** The names of the steps that the feature has. */
  readonly names: readonly string[];
  /** Empty for a step of one's own. */
  readonly operations: readonly Operation[];
  /** What it is called behind its number; null where its operations say it. */
  readonly title: string | null;
}

/** Writes a step, and the list of all steps of its folder anew. Answers the name of the step's file. */
export async function writeStep(draft: Draft, { folder, ending }: Place): Promise<string> {
  await mkdir(folder, { recursive: true });
  const numbers = [...draft.names, ...(await stepFiles(folder))].map((name) =>
    Number(/^\d{1,4}(?=_)/.exec(name)?.[0] ?? 0),
  );
  const name = nameOf(draft, Math.max(0, ...numbers) + 1);
  const lines = draft.operations.length === 0 ? ownStep(name, ending) : declaredStep(name, draft, ending);
  // Whatever has that name was published, or is being written by somebody else.
  await writeFile(join(folder, `${name}.${ending}`), [...lines, ''].join('\n'), { flag: 'wx' });
  await writeFile(join(folder, `steps.${ending}`), await listOf({ folder, ending }));
  return `${name}.${ending}`;
}

function nameOf({ operations, title }: Draft, number: number): string {
  const digits = String(number).padStart(4, '0');
  return title === null ? stepName(operations, number) : `${digits}_${title}`;
}

function declaredStep(name: string, { operations }: Draft, ending: Place['ending']): readonly string[] {
  const typed = ending === 'ts';
  return [
    ...(typed ? ["import type { ResourceStep } from 'stagedoor';", ''] : []),
    ...operations.map((operation) => `// ${describe(operation)}`),
    `export const step${typed ? ': ResourceStep' : ''} = ${asCode({ name, operations })};`,
  ];
}

/** A function forward and one back, which do nothing yet. */
function ownStep(name: string, ending: Place['ending']): readonly string[] {
  const typed = ending === 'ts';
  return [
    ...(typed ? ["import type { FeatureMigration } from 'stagedoor';", ''] : []),
    `export const step${typed ? ': FeatureMigration' : ''} = {`,
    `  name: '${name}',`,
    '  up: async () => {},',
    '  down: async () => {},',
    '};',
  ];
}

/** A step that `makemigrations` wrote there and that the feature does not have: its list is not named in the feature. */
export async function unnamedStep(folder: string, names: readonly string[]): Promise<string | null> {
  for (const file of await stepFiles(folder)) {
    const isOurs = /\boperations"?:/.test(await readFile(join(folder, file), 'utf8'));
    if (isOurs && !names.includes(nameIn(file))) return file;
  }
  return null;
}

/** Whether somebody wrote into the list by hand, which would be lost. */
export async function isListOwn(place: Place): Promise<boolean> {
  const text = await writtenList(place);
  const bare = text.replaceAll(/\/\/.*$/gm, '').replaceAll(/\s/g, '');
  return bare !== '' && !LIST.test(bare);
}

/** Whether there is a step of one's own that the list lacks. */
export async function isListShort(place: Place): Promise<boolean> {
  const text = await writtenList(place);
  return (await stepFiles(place.folder)).some((file) => !text.includes(`./${nameIn(file)}.`));
}

/** The list of all steps of a folder, as code. */
export async function writeList(place: Place): Promise<string> {
  const path = join(place.folder, `steps.${place.ending}`);
  await writeFile(path, await listOf(place));
  return path;
}

async function writtenList({ folder, ending }: Place): Promise<string> {
  return await readFile(join(folder, `steps.${ending}`), 'utf8').catch(() => '');
}

async function stepFiles(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder).catch(() => []);
  return files.filter((file) => STEP.test(file)).toSorted();
}

async function listOf({ folder, ending }: Place): Promise<string> {
  const files = await stepFiles(folder);
  const named = files.map((file) => ({ file, step: `step_${nameIn(file)}` }));
  return [
    ...named.map(({ file, step }) => `import { step as ${step} } from './${file}';`),
    '',
    '// Written by makemigrations, in the order in which they are taken.',
    `export const steps = [${named.map(({ step }) => step).join(', ')}]${ending === 'ts' ? ' as const' : ''};`,
    '',
  ].join('\n');
}

function nameIn(file: string): string {
  return file.replace(STEP, '$1');
}

/** As it is written by hand: names without quotes where they need none. */
function asCode(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replaceAll(/^(\s*)"([A-Za-z_]\w*)":/gm, '$1$2:')
    .replaceAll(/: "((?:[^"\\']|\\[^u"])*)"(,?)$/gm, ": '$1'$2");
}
