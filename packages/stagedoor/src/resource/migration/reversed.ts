import type { TableStates } from '../table-state.ts';
import { applied, checkIn, columnIn, type Operation, tableIn } from './operation.ts';

/** What leads back from where operations led, in order: each is undone, the last one first. What is dropped comes back without its rows. */
export function reversed(before: TableStates, operations: readonly Operation[]): readonly Operation[] {
  let states = before;
  const back = operations.map((operation) => {
    const undone = reverseOf(states, operation);
    states = applied(states, operation);
    return undone;
  });
  return back.toReversed();
}

function reverseOf(states: TableStates, operation: Operation): Operation {
  const { table } = operation;
  switch (operation.kind) {
    case 'create-table':
      return { kind: 'drop-table', table };
    case 'drop-table':
      return { kind: 'create-table', table, state: tableIn(states, table) };
    case 'rename-table':
      return { kind: 'rename-table', table: operation.to, to: table };
    case 'add-column':
      return { kind: 'drop-column', table, column: operation.column };
    case 'rename-column':
      return { kind: 'rename-column', table, column: operation.to, to: operation.column };
    case 'unique-together':
      return { kind: 'unique-together', table, columns: tableIn(states, table).uniqueTogether ?? [] };
    case 'add-check':
      return { kind: 'drop-check', table, name: operation.name };
    case 'drop-check':
      return { ...operation, kind: 'add-check', holds: checkIn(tableIn(states, table), operation.name) };
    case 'drop-column':
      return {
        ...operation,
        kind: 'add-column',
        state: columnIn(tableIn(states, table).columns, operation.column),
      };
    case 'alter-column':
      return { ...operation, state: columnIn(tableIn(states, table).columns, operation.column) };
  }
}
