import type { NamedRows } from '../core/kernel/feature-records.ts';
import { labelIn } from '../core/kernel/label.ts';
import type { Translator } from './translator.ts';

/** What rows of the site are called, as a list within a sentence: `orders and payments (payer)`. */
export function rowsInWords({ language }: Translator, rows: readonly NamedRows[]): string {
  const names = rows.map(({ label, fields }) => {
    const name = labelIn(label, language);
    return fields.length === 0 ? name : `${name} (${fields.join(', ')})`;
  });
  return new Intl.ListFormat(language).format([...new Set(names)]);
}
