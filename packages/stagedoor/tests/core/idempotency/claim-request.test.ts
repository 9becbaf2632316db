import { expect, test } from 'vitest';
import { LONGEST_STATEMENT_MS } from '../../../src/core/kernel/longest-statement.ts';
import { accountsForTest } from '../../support/core.ts';

test('a request is claimed by nobody else while its longest statement may run, and once it is gone by the next', async () => {
  const { clock, useCases } = await accountsForTest();
  const claim = async () =>
    (await useCases.idempotency.claim({ scope: 'bulk:7', key: 'one', fingerprint: 'x' })).outcome;
  expect(await claim()).toBe('claimed');
  clock.advance(LONGEST_STATEMENT_MS + 60_000);
  expect(await claim()).toBe('running');
  clock.advance(LONGEST_STATEMENT_MS - 60_000);
  expect(await claim()).toBe('running');
  clock.advance(1);
  expect(await claim()).toBe('claimed');
});
