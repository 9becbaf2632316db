import type { Rate } from '../core/limit/rate.ts';
import { parseDuration, showDuration } from './duration.ts';

/** REST framework looks at the first letter alone, so that a month is a minute there. */
const PERIODS: Readonly<Record<string, readonly string[]>> = {
  '1s': ['s', 'sec', 'second', 'seconds'],
  '1m': ['m', 'min', 'minute', 'minutes'],
  '1h': ['h', 'hr', 'hour', 'hours'],
  '1d': ['d', 'day', 'days'],
};

/** The words that `parseRate` takes for a period, for whoever writes one. */
export const PERIOD_WORDS = Object.values(PERIODS).flat().join(', ');

/** A rate in REST framework's form, such as `100/day`; null for another word than those of `PERIOD_WORDS`. */
export function parseRate(text: string): Rate | null {
  const [, requests, word = ''] = /^([1-9]\d{0,6})\/([a-z]+)$/.exec(text) ?? [];
  const [period = ''] = Object.entries(PERIODS).find(([, words]) => words.includes(word)) ?? [];
  const windowMs = parseDuration(period);
  return windowMs === null ? null : { requests: Number(requests), windowMs };
}

export function showRate({ requests, windowMs }: Rate): string {
  return `${requests}/${showDuration(windowMs).slice(1)}`;
}
