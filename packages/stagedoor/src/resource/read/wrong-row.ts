import { AccountsError, type FieldProblems } from '../../core/kernel/errors.ts';

type Read = Readonly<Record<string, unknown>>;

const readBeside = new WeakMap<AccountsError, Read>();

/** A refusal of a row that was sent, which remembers what was read of it all the same. */
export function wrongRow(fields: FieldProblems, read: Read): AccountsError {
  const error = new AccountsError({ code: 'invalid-input', fields });
  readBeside.set(error, read);
  return error;
}

/** What was read beside what is wrong; undefined where something else was refused. */
export function readOf(error: unknown): Read | undefined {
  return error instanceof AccountsError ? readBeside.get(error) : undefined;
}
