import { expect, test } from 'vitest';
import {
  closedFields,
  decideFields,
  type FieldRules,
  fieldConditions,
} from '../../../src/core/policy/field-rules.ts';
import type { Facts } from '../../../src/core/policy/row-satisfies.ts';
import { asking, type Being } from '../../support/policy/askers.ts';

interface Employee {
  readonly name: string;
  readonly user: number;
  readonly salary: number;
  readonly notes: string;
}

const rules = {
  salary: { read: { any: [{ owner: 'user' }, { group: 'Payroll' }] }, write: { group: 'Payroll' } },
  notes: { read: { staff: true }, write: { staff: true } },
} as const satisfies FieldRules<Employee>;
const nothing: Facts = { holdsOwn: () => false, hasOwn: () => false, isGranted: () => false };
const row = { name: 'Ana', user: 7, salary: 100, notes: '' };

test.each<[string, Being | null, string[], string[], string[]]>([
  ['a visitor', null, ['no', 'no'], ['no', 'no'], ['salary', 'notes']],
  ['its owner', { id: 7 }, ['depends', 'no'], ['no', 'no'], ['notes']],
  ['another', { id: 8 }, ['depends', 'no'], ['no', 'no'], ['salary', 'notes']],
  ['payroll', { id: 8, groups: ['Payroll'] }, ['yes', 'no'], ['yes', 'no'], ['notes']],
  ['staff', { id: 8, isStaff: true }, ['depends', 'yes'], ['no', 'yes'], ['salary']],
])('%s may read and write a field always, never, or by the row', (_, being, read, write, closed) => {
  const question = { rules, asker: asking(being) };
  expect([...decideFields({ ...question, to: 'read' }).values()]).toEqual(read);
  expect([...decideFields({ ...question, to: 'write' }).values()]).toEqual(write);
  const conditions = fieldConditions({ ...question, to: 'read' });
  expect([...closedFields(conditions, row, nothing)]).toEqual(closed);
});
