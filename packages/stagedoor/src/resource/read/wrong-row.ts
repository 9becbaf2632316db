import { AccountsError, type FieldProblems } from '../../core/kernel/errors.ts';

/** What is wrong with a row that was sent, with what was read of it all the same. */
export class WrongRow extends AccountsError {
  readonly read: Readonly<Record<string, unknown>>;

  constructor(fields: FieldProblems, read: WrongRow['read']) {
    super({ code: 'invalid-input', fields });
    this.read = read;
  }
}
