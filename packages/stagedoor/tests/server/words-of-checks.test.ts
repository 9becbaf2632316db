import { describe, expect, it } from 'vitest';
import { constraintProblems, ruleProblems } from '../../src/create-stagedoor/constraint-problems.ts';
import type { Fields } from '../../src/resource/field.ts';

/* Whoever misspells a check is told which field or value it is about, and what there is instead. */

const fields = {
  a: { type: 'integer' },
  b: { type: 'integer' },
  c: { type: 'choice', of: { x: 'X', z: 'Z' } },
  day: { type: 'date' },
  at: { type: 'moment' },
  r: { type: 'references', to: 'user' },
} as const satisfies Fields;

const problemsOf = (holds: object) =>
  constraintProblems({ name: 'leave', fields, checks: { ok: { holds } } } as never);

describe('a check is refused with the field or the value that it is about', () => {
  it.each([
    [{ field: 'c', is: 'y' }, 'compares c with "y", which is none of its choices (x, z)'],
    [{ field: 'c', in: ['x', 'y'] }, 'compares c with "y", which is none of its choices (x, z)'],
    [{ field: 'c', in: [] }, 'asks for in of c with an empty list, which no row passes'],
    [{ field: 'c', in: 'x' }, 'asks for in of c with "x", which is no list'],
    [
      { field: 'day', is: '2026-02-31' },
      'compares day with "2026-02-31", which is no value of it (it is of type date)',
    ],
    [{ field: 'a', gte: null }, 'compares a with null, which is no value of it (it is of type integer)'],
    [{ field: 'aa', gte: 1 }, 'names aa, which is none of its columns (they are id, a, b, c, day, at)'],
    [
      { field: 'r', is: 1 },
      'names r, which refers to many rows and so has no column (a check judges one row)',
    ],
    [
      { field: 'day', gt: { field: 'at' } },
      'compares day (date) with at (moment), and they are of two kinds',
    ],
    [
      { field: 'a', gt: { field: 'aa' } },
      'compares a (number) with aa (no field that has a column), and they are of two kinds',
    ],
    [{ field: 'a', gt: { field: 'b' } }, null],
    [{ field: 'c', in: ['x'] }, null],
  ])('%j', (holds, problem) => {
    expect(problemsOf(holds)).toEqual(problem === null ? [] : [`leave.checks.ok ${problem}`]);
  });

  it.each([
    [{ field: 'a', gte: 1, lte: 5 }, 'field, gte, lte'],
    [{ field: 'a', ne: 1 }, 'field, ne'],
    [{}, 'nothing'],
  ])('says what was found of %j', (rule, found) => {
    expect(ruleProblems(rule, 'holds')).toEqual([
      `holds must say all, any or not, or a field and exactly one of is, in, gt, gte, lt, lte, not ${found}`,
    ]);
  });
});
