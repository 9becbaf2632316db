import type { FieldProblems } from '../core/kernel/errors.ts';
import { problemText } from '../texts/problem-text.ts';
import type { Translator } from '../texts/translator.ts';

/** A form as it was typed and what is wrong with it, ready to be drawn. Passwords are never among the values. */
export interface FormState {
  /** By wire field name; a ticked box is any non-empty text. */
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** What concerns the whole form. */
  readonly formErrors: readonly string[];
}

export const emptyForm: FormState = { values: {}, errors: {}, formErrors: [] };

/**
 * The state that draws a refused form again.
 *
 * @param values what was typed; the caller leaves passwords out
 * @param renames wire names that differ from the use case's own, as `{ password: 'password1' }`; `non_field_errors` for what nobody typed
 */
export function refusedForm(
  t: Translator,
  values: FormState['values'],
  problems: FieldProblems,
  renames: Readonly<Record<string, string>> = {},
): FormState {
  const errors = new Map<string, readonly string[]>();
  for (const [field, list] of Object.entries(problems)) {
    const name = renames[field] ?? field;
    errors.set(name, [...(errors.get(name) ?? []), ...list.map((problem) => problemText(t, problem))]);
  }
  const { non_field_errors: formErrors = [], ...ofFields } = Object.fromEntries(errors);
  return { values, errors: ofFields, formErrors };
}

/** The wire names that have an error, in the order they were reported. */
export function fieldsWithErrors(form: FormState): string[] {
  return Object.keys(form.errors).filter((name) => (form.errors[name]?.length ?? 0) > 0);
}

export function hasErrors(form: FormState): boolean {
  return form.formErrors.length > 0 || fieldsWithErrors(form).length > 0;
}
