import { expect, it } from 'vitest';
import { stepName } from '../../../src/resource/migration/difference.ts';
import type { Operation } from '../../../src/resource/migration/operation.ts';

const table = 'k_one';
const state = { type: 'integer' } as const;

it.each<[Operation, string]>([
  [{ kind: 'create-table', table, state: { columns: {} } }, 'k_one'],
  [{ kind: 'drop-table', table }, 'delete_k_one'],
  [{ kind: 'rename-table', table, to: 'k_two' }, 'rename_k_one_k_two'],
  [{ kind: 'add-column', table, column: 'name', state }, 'k_one_name'],
  [{ kind: 'drop-column', table, column: 'name' }, 'remove_k_one_name'],
  [{ kind: 'rename-column', table, column: 'name', to: 'title' }, 'rename_k_one_name_title'],
  [{ kind: 'alter-column', table, column: 'name', state }, 'alter_k_one_name'],
  [{ kind: 'unique-together', table, columns: [] }, 'alter_k_one_unique_together'],
  [{ kind: 'add-check', table, name: 'few', holds: { field: 'name', is: 1 } as never }, 'k_one_few'],
  [{ kind: 'drop-check', table, name: 'few' }, 'remove_k_one_few'],
])('a step that does %o says so in its name', (operation, name) => {
  expect(stepName([operation], 2)).toBe(`0002_${name}`);
  expect(stepName([operation, operation], 12)).toBe(`0012_${name}_and_more`);
  expect(stepName([operation], 1)).toBe('0001_initial');
});
