import type { FieldProblems } from '../../core/kernel/errors.ts';
import type { Translator } from '../../texts/translator.ts';
import type { RefusalRows } from './refusal-row.ts';

export const fieldRefusals: RefusalRows<'invalid-input'> = {
  'invalid-input': { status: 400, body: ({ fields }, translate) => fieldTexts(fields, translate) },
};

/** Field problems as texts under their fields: `{"email": ["Enter a valid email address."]}`. */
export function fieldTexts(fields: FieldProblems, translate: Translator): Record<string, string[]> {
  const entries = Object.entries(fields).map(([field, problems]): [string, string[]] => [
    field,
    problems.map(({ code, params }) => (translate.knows(code) ? translate(code, params) : code)),
  ]);
  return Object.fromEntries(entries);
}
