import { AccountsError, type FieldProblem } from '../core/kernel/errors.ts';
import type { Asker } from '../core/policy/asker.ts';
import type { OnBehalf } from './on-behalf.ts';
import type { Values } from './read/read-row.ts';
import { readOf } from './read/wrong-row.ts';
import type { Before, ReferredRows } from './referred-rows.ts';
import type { RowJudge } from './row-judge.ts';
import type { Rows } from './rows.ts';

type Check = () => unknown;

/**
 * Does what may find a row wrong, and where it does, asks what else is wrong with it, of as much as was read: whoever sent it mends all at once.
 * What is right costs nothing more.
 *
 * @throws AccountsError `invalid-input` with all that was found
 */
export async function orAllThatIsWrong<Done>(
  check: () => Done,
  whatElse: (read: Values) => readonly Check[],
  read: Values = {},
): Promise<Awaited<Done>> {
  try {
    return await check();
  } catch (error) {
    const found: Record<string, readonly FieldProblem[]> = { ...problemsIn(error) };
    for (const other of whatElse(readOf(error) ?? read)) {
      const more = await problemsOf(other);
      for (const [name, problems] of Object.entries(more)) found[name] ??= problems;
    }
    throw new AccountsError({ code: 'invalid-input', fields: found });
  }
}

interface Asked {
  readonly judge: Pick<RowJudge, 'mayAny'>;
  readonly referred: Pick<ReferredRows, 'require'>;
  readonly rows: Pick<Rows, 'requireFree'>;
}

/** What it refers to, and what is unique; that is told to those alone who may write whatever row it is. */
export function whatElseIn({ judge, referred, rows }: Asked) {
  return (by: OnBehalf, asker: Asker, before?: Before) => (read: Values) => [
    () => referred.require(by, read, before),
    async () =>
      (await judge.mayAny(asker)).kind === 'always' && (await rows.requireFree(read, before?.row.id)),
  ];
}

async function problemsOf(check: Check) {
  try {
    await check();
    return {};
  } catch (error) {
    return problemsIn(error);
  }
}

function problemsIn(error: unknown) {
  if (error instanceof AccountsError && error.refusal.code === 'invalid-input') return error.refusal.fields;
  throw error;
}
