import type { Limit } from '../core/limit/limit.ts';
import type { Rate } from '../core/limit/rate.ts';
import { parseDuration, showDuration } from './duration.ts';
import { listOf } from './list-kinds.ts';
import { PERIOD_WORDS, parseRate, showRate } from './rate-text.ts';
import { type Declared, declare, type Setting, unreadable } from './setting-kind.ts';

const RATE_SHAPE = `rate such as \`100/day\`, with one of ${PERIOD_WORDS}`;

/** A rate as REST framework writes it. */
export function rate(declared: Declared<null>): Setting<Rate | null> {
  const parse = (value: string): Rate =>
    parseRate(value) ?? unreadable(`a ${RATE_SHAPE.replaceAll('`', '')}`);
  return declare<Rate, null>({ shape: RATE_SHAPE, parse, show: showRate }, declared);
}

/** A rate of some routes, under the name by which they ask for it. */
export interface ScopedRate {
  readonly scope: string;
  readonly rate: Rate;
}
export const scopedRates = listOf<ScopedRate>({
  shape: `scopes with their rates, such as \`login=60/min\`, with one of ${PERIOD_WORDS}`,
  read: readScopedRate,
  show: ({ scope, rate: ofScope }) => `${scope}=${showRate(ofScope)}`,
});

function readScopedRate(value: string): ScopedRate | null {
  const [scope = '', written = '', ...rest] = value.split('=').map((piece) => piece.trim());
  const ofScope = parseRate(written);
  return /^[a-z][a-z0-9_-]{0,39}$/.test(scope) && ofScope !== null && rest.length === 0
    ? { scope, rate: ofScope }
    : null;
}

/** `attempts/window`, then how long the first block lasts and how long the longest: `10/15m/1m/1h`. */
export function limit(declared: { default: string; about: string }): Setting<Limit> {
  const shape = 'limit `attempts/window[/block[/longest block]]`, such as `10/15m/1m/1h`';
  const parse = (value: string): Limit => {
    const read = parseLimit(value) ?? unreadable(`a ${shape.replaceAll('`', '')}`);
    return read.maxBlockMs < read.blockMs
      ? unreadable('a limit whose longest block is at least as long as its first one')
      : read;
  };
  return declare({ shape, parse, show: showLimit }, { ...declared, default: parse(declared.default) });
}

function parseLimit(value: string): Limit | null {
  const [attempts = '', window = '', block = window, longest = block, ...rest] = value.split('/');
  const [windowMs, blockMs, longestMs] = [window, block, longest].map(parseDuration);
  if (!/^[1-9]\d{0,6}$/.test(attempts) || rest.length > 0) return null;
  if (!windowMs || !blockMs || !longestMs) return null;
  return { attempts: Number(attempts), windowMs, blockMs, maxBlockMs: longestMs };
}

function showLimit({ attempts, windowMs, blockMs, maxBlockMs }: Limit): string {
  return [attempts, ...[windowMs, blockMs, maxBlockMs].map(showDuration)].join('/');
}
