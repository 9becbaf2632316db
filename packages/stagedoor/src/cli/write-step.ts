import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MissingStep } from '../create-stagedoor/missing-steps.ts';
import { describe, stepName } from '../resource/migration/difference.ts';

const STEP = /^(\d{4}_\w+)\.(ts|js|mjs)$/;

/** Writes the step that is missing, and the list of all steps of its folder anew. Answers the name of the step. */
export async function writeStep(
  { number, operations }: MissingStep,
  { folder, ending }: { readonly folder: string; readonly ending: 'ts' | 'js' },
): Promise<string> {
  const name = stepName(operations, number);
  await mkdir(folder, { recursive: true });
  const typed = ending === 'ts';
  const text = [
    ...(typed ? ["import type { ResourceStep } from 'stagedoor';", ''] : []),
    ...operations.map((operation) => `// ${describe(operation)}`),
    `export const step${typed ? ': ResourceStep' : ''} = ${asCode({ name, operations })};`,
    '',
  ];
  // Whatever has that name was published, or is being written by somebody else.
  await writeFile(join(folder, `${name}.${ending}`), text.join('\n'), { flag: 'wx' });
  await writeFile(join(folder, `steps.${ending}`), await listOf(folder, ending));
  return name;
}

async function listOf(folder: string, ending: 'ts' | 'js'): Promise<string> {
  const names = (await readdir(folder)).filter((file) => STEP.test(file)).toSorted();
  const named = names.map((file) => ({ file, step: `step${file.slice(0, 4)}` }));
  return [
    ...named.map(({ file, step }) => `import { step as ${step} } from './${file}';`),
    '',
    '// Written by makemigrations, in the order in which they are taken.',
    `export const steps = [${named.map(({ step }) => step).join(', ')}]${ending === 'ts' ? ' as const' : ''};`,
    '',
  ].join('\n');
}

/** As it is written by hand: names without quotes where they need none. */
function asCode(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replaceAll(/^(\s*)"([A-Za-z_]\w*)":/gm, '$1$2:')
    .replaceAll(/: "((?:[^"\\']|\\[^u"])*)"(,?)$/gm, ": '$1'$2");
}
