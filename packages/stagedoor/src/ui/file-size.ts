import type { Translator } from '../texts/translator.ts';

const MEGABYTE = 1_048_576;

/** As people say how large a file is: `5 MB`, `64 kB`. */
export function fileSize({ language }: Pick<Translator, 'language'>, bytes: number): string {
  const [amount, unit] = bytes < MEGABYTE ? [bytes / 1_024, 'kilobyte'] : [bytes / MEGABYTE, 'megabyte'];
  return amount.toLocaleString(language, { style: 'unit', unit, maximumFractionDigits: 1 });
}
