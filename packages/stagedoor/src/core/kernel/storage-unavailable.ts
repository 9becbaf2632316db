import { PlainError } from './plain-error.ts';

/**
 * What keeps the data cannot do it at the moment: no room left, no answer, too long a line, reads only. A fault, and no
 * refusal: nothing is wrong with what was asked, and it may be asked again. Thrown by adapters, never by use cases.
 */
export class StorageUnavailable extends PlainError {
  /** What the storage itself calls it, e.g. `SQLITE_FULL`, `53100` or `ENOSPC`; null where it said nothing. */
  readonly code: string | null;

  /** @param code A word, which goes to the log; never a sentence of somebody else's. */
  constructor(code: string | null, options: { readonly cause: Error }) {
    super(`The storage cannot do it now${code === null ? '' : ` (${code})`}.`, options);
    this.name = 'StorageUnavailable';
    this.code = code;
  }
}
