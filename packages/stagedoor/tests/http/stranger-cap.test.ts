import { describe, expect, it } from 'vitest';
import { createStrangerCap } from '../../src/http/context/stranger-cap.ts';

const TODAY = new Date('2026-11-29T23:59:59Z');
const TOMORROW = new Date('2026-11-30T00:00:00Z');
const networkOf = (index: number) => `10.${Math.trunc(index / 250)}.${index % 250}.0/24`;

/** As many strangers as one network, or all of them, may have on a day. */
function fill(cap: ReturnType<typeof createStrangerCap>, networks: number): number {
  let admitted = 0;
  for (let index = 0; index < 20 * networks; index += 1) {
    if (cap.admits(networkOf(Math.trunc(index / 20)), `browser ${index}`, TODAY)) admitted += 1;
  }
  return admitted;
}

describe('strangers who are written down on a day', () => {
  it('are 20 of a network', () => {
    const cap = createStrangerCap();
    expect(fill(cap, 1)).toBe(20);
    expect(cap.admits(networkOf(0), 'one more', TODAY)).toBe(false);
    expect(cap.admits(networkOf(1), 'one more', TODAY)).toBe(true);
  });

  it('are 20,000 of all networks together', () => {
    const cap = createStrangerCap();
    expect(fill(cap, 1_000)).toBe(20_000);
    expect(cap.admits(networkOf(1_000), 'one more', TODAY)).toBe(false);
    expect(cap.admits(networkOf(0), 'browser 0', TODAY)).toBe(true);
    expect(cap.admits(networkOf(1_000), 'one more', TOMORROW)).toBe(true);
  });
});
