import { InvalidArgumentError } from 'commander';
import type { Translator } from '../texts/translator.ts';

export const USUAL_LIMIT = 100;
const MOST_LISTED = 1_000;

/** Reads a number of rows, as `--limit` takes it. */
export function limitReader(t: Translator): (text: string) => number {
  return (text) => {
    const limit = Number(text);
    if (/^\d+$/.test(text) && limit >= 1 && limit <= MOST_LISTED) return limit;
    throw new InvalidArgumentError(t('cli.wrong_limit', { most: MOST_LISTED }));
  };
}

/** Reads an id, as the options that lead to the next page take it. */
export function idReader(t: Translator): (text: string) => number {
  return (text) => {
    if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
    throw new InvalidArgumentError(t('cli.wrong_id'));
  };
}

/** Reads a moment of ISO 8601, a date for its first moment in UTC. */
export function momentReader(t: Translator): (text: string) => Date {
  return (text) => {
    const moment = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/.test(text) ? new Date(text) : null;
    if (moment !== null && !Number.isNaN(moment.getTime())) return moment;
    throw new InvalidArgumentError(t('cli.wrong_moment'));
  };
}
