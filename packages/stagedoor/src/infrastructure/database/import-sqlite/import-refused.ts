import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { ImportRefusal } from '../../../resource/migration/import-outcome.ts';

/** Leads out of a transaction, which keeps nothing then. */
export class ImportRefused extends PlainError {
  readonly refusal: ImportRefusal;

  constructor(refusal: ImportRefusal) {
    super(refusal.why);
    this.name = 'ImportRefused';
    this.refusal = refusal;
  }
}

/** @throws ImportRefused where there are any */
export function refuseAny(
  why: Extract<ImportRefusal, { readonly names: unknown }>['why'],
  names: readonly string[],
): void {
  if (names.length > 0) throw new ImportRefused({ kind: 'refused', why, names });
}
