import { InvalidArgumentError, Option } from 'commander';
import { pageBounds } from '../core/kernel/page.ts';
import type { TextKey, Translator } from '../texts/translator.ts';

/** `--limit`, as every list takes it. */
export function limitOption(t: Translator): Option {
  return new Option('--limit <number>', t('cli.about.limit', { most: pageBounds.most }))
    .argParser(limitReader(t))
    .default(pageBounds.usual);
}

function limitReader(t: Translator): (text: string) => number {
  return (text) => {
    const limit = Number(text);
    if (/^\d+$/.test(text) && limit >= 1 && limit <= pageBounds.most) return limit;
    throw new InvalidArgumentError(t('cli.wrong_limit', { most: pageBounds.most }));
  };
}

/** Reads an id, as the options that lead to the next page take it. */
export function idReader(t: Translator): (text: string) => number {
  return integerReader(t, 'cli.wrong_id');
}

/** Reads a whole number that is not below zero; `wrong` says what it is not. */
export function integerReader(t: Translator, wrong: TextKey): (text: string) => number {
  return (text) => {
    if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
    throw new InvalidArgumentError(t(wrong));
  };
}

/** Reads a moment of ISO 8601, a date for its first moment in UTC. */
export function momentReader(t: Translator): (text: string) => Date {
  return (text) => {
    const [, day] = /^(\d{4}-\d\d-\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/.exec(text) ?? [];
    if (day !== undefined && !isDay(day)) throw new InvalidArgumentError(t('cli.no_such_day', { day }));
    const moment = day === undefined ? null : new Date(text);
    if (moment !== null && !Number.isNaN(moment.getTime())) return moment;
    throw new InvalidArgumentError(t('cli.wrong_moment'));
  };
}

/** Whether the calendar has it: `Date` takes the 31st of February for the 3rd of March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

/** Reads the number of one row, as its list shows it; `wrong` says what it is not. */
export function numberReader(t: Translator, wrong: TextKey): (text: string) => number {
  return (text) => {
    if (/^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
    throw new InvalidArgumentError(t(wrong, { id: text }));
  };
}
