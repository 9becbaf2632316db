import { AccountsError, type FieldProblems } from '../../core/kernel/errors.ts';
import type { Values } from './read-row.ts';

/** What is wrong with a row that was sent, with what was read of it all the same. */
export class WrongRow extends AccountsError {
  readonly read: Values;

  constructor(fields: FieldProblems, read: Values) {
    super({ code: 'invalid-input', fields });
    this.read = read;
  }
}
