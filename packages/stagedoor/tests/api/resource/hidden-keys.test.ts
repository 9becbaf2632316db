import { expect, it } from 'vitest';
import type { Policy } from '../../../src/core/policy/policy.ts';
import { hiddenKeyProblems } from '../../../src/create-stagedoor/hidden-key-problems.ts';
import { defineResource } from '../../../src/resource/resource.ts';

const problemsWhere = (access: Policy) => {
  const maker = defineResource({ name: 'maker', fields: { name: { type: 'text', max: 9 } }, access });
  const made = defineResource({
    name: 'made',
    fields: {
      maker: { type: 'reference', to: 'maker', onDelete: 'cascade', nested: ['name'] },
      code: { type: 'integer', access: { read: { staff: true }, write: { staff: true } } },
    },
    uniqueTogether: [['maker', 'code']],
    access: { authenticated: true },
  });
  return hiddenKeyProblems(made, [maker, made]).length;
};

it('rows that everybody may see are so in words of the site’s own, too, and those of some are not', () => {
  const worded = (policy: Policy): Policy => ({ policy, refusal: 'shop.needed' });
  expect(problemsWhere(worded({ anyone: true }))).toBe(0);
  expect(problemsWhere({ any: [{ action: 'view' }, worded({ staff: true })] })).toBe(0);
  expect(problemsWhere(worded({ staff: true }))).toBe(1);
});
