import type { ColumnState, TableStates } from '../table-state.ts';
import { describe } from './difference.ts';
import { holdsAllOf } from './holds-all-of.ts';
import type { Operation } from './operation.ts';

/** What an operation takes away of what people have written, as a sentence; null where all of it stays. */
export function lossIn(before: TableStates, operation: Operation): string | null {
  const { kind, table } = operation;
  if (kind === 'drop-table' || kind === 'drop-column') return describe(operation);
  if (kind !== 'alter-column') return null;
  const old = before[table]?.columns[operation.column];
  const lost = old === undefined ? [] : lostIn(old, operation.state);
  return lost.length === 0 ? null : `${describe(operation)}: ${lost.join(', ')}`;
}

function lostIn(old: ColumnState, now: ColumnState): readonly string[] {
  const isFilled = old.nullable === true && now.nullable !== true;
  return [
    ...(holdsAllOf(now, old) ? [] : [whatDoesNotFit(old, now)]),
    ...(isFilled && now.default !== undefined
      ? [`what has nothing gets ${JSON.stringify(now.default)}`]
      : []),
    ...(isFilled && now.default === undefined ? ['it is refused where a row has nothing there'] : []),
  ];
}

function whatDoesNotFit(old: ColumnState, now: ColumnState): string {
  if (old.type === 'text') return `it is refused where a text is no ${now.type}`;
  if (now.type === 'boolean') return 'any number but 0 becomes true';
  if (now.type === 'integer' || now.type === 'reference') return 'fractions are rounded';
  return `more than ${now.places ?? 0} places are rounded, and it is refused where a number has more than ${now.digits ?? 0} digits`;
}
