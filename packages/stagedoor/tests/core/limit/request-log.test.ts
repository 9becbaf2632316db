import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rate } from '../../../src/core/limit/rate.ts';
import { checkRequest, type RequestLog } from '../../../src/core/limit/request-log.ts';

/** Sends requests at these moments; answers those that got through, and the longest the log became. */
function send(moments: readonly number[], rate: Rate) {
  let log: RequestLog = [];
  let longest = 0;
  const through: number[] = [];
  const waits: { at: number; seconds: number }[] = [];
  for (const at of moments) {
    const judged = checkRequest(log, at, rate);
    if (judged.admitted) {
      log = judged.log;
      through.push(at);
    } else waits.push({ at, seconds: judged.retryAfterSeconds });
    longest = Math.max(longest, log.length);
  }
  return { through, waits, longest, log };
}

const MINUTE = 60_000;

describe('the window of a rate', () => {
  test('lets exactly as many through as the rate says, and the next when the oldest is out', () => {
    const rate = { requests: 3, windowMs: MINUTE };
    const { through, waits } = send([0, 10_000, 20_000, 30_000, 59_999, 60_000, 60_001, 70_000], rate);
    expect(through).toEqual([0, 10_000, 20_000, 60_000, 70_000]);
    expect(waits).toEqual([
      { at: 30_000, seconds: 30 },
      { at: 59_999, seconds: 1 },
      { at: 60_001, seconds: 10 },
    ]);
  });

  test('says how long a lowered rate still keeps somebody out', () => {
    const { log } = send([0, 10_000, 20_000], { requests: 3, windowMs: MINUTE });
    const judged = checkRequest(log, 30_000, { requests: 1, windowMs: MINUTE });
    expect(judged).toEqual({ admitted: false, retryAfterSeconds: 50 });
  });

  test('lets through as a whole what counts as several, or not at all', () => {
    const rate = { requests: 5, windowMs: MINUTE };
    const first = checkRequest([[0, 2]], 10_000, rate, 3);
    expect(first).toEqual({
      admitted: true,
      log: [
        [0, 2],
        [10_000, 3],
      ],
    });
    expect(
      checkRequest(
        [
          [0, 2],
          [10_000, 2],
        ],
        20_000,
        rate,
        2,
      ),
    ).toEqual({ admitted: false, retryAfterSeconds: 40 });
    expect(
      checkRequest(
        [
          [0, 2],
          [10_000, 2],
        ],
        20_000,
        rate,
        4,
      ),
    ).toEqual({ admitted: false, retryAfterSeconds: 50 });
  });

  test('keeps counting in order when the clock is set back', () => {
    const { log, through } = send([10_000, 5_000, 4_000], { requests: 2, windowMs: MINUTE });
    expect(through).toEqual([10_000, 5_000]);
    expect(log).toEqual([[10_000, 2]]);
  });

  const rates = fc.record({
    requests: fc.constantFrom(1, 2, 7, 100, 101, 250, 1_000),
    windowMs: fc.constantFrom(1_000, MINUTE),
  });
  const gaps = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 400 });

  test('never lets more through in any stretch of its length, nor tells anybody to come too early', () => {
    fc.assert(
      fc.property(rates, gaps, (rate, between) => {
        let at = 0;
        const moments = between.map((gap) => (at += gap));
        const { through, waits, longest, log } = send(moments, rate);
        for (const [index, first] of through.entries()) {
          const next = through[index + rate.requests];
          if (next !== undefined) expect(next - first).toBeGreaterThanOrEqual(rate.windowMs);
        }
        expect(longest).toBeLessThanOrEqual(101);
        const last = waits.at(-1);
        if (last !== undefined && last.at === moments.at(-1)) {
          expect(checkRequest(log, last.at + last.seconds * 1_000, rate).admitted).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
