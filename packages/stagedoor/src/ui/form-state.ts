import { isTextKey, type TextParams, type Translator } from '../texts/translator.ts';

/** One thing wrong with one field, as the core tells it: a code that `texts/` has words for, and their parameters. */
export interface Problem {
  readonly code: string;
  readonly params?: TextParams;
}

/** A form as it was typed and what is wrong with it, ready to be drawn. Passwords are never among the values. */
export interface FormState {
  /** By wire field name; a ticked box is any non-empty text. */
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** What concerns the whole form. */
  readonly formErrors: readonly string[];
}

export const emptyForm: FormState = { values: {}, errors: {}, formErrors: [] };

/** The words of one problem; a code without words (a site's own validator) is shown as it is. */
export function problemText(t: Translator, problem: Problem): string {
  return isTextKey(problem.code) ? t(problem.code, problem.params) : problem.code;
}

/**
 * The state that draws a refused form again.
 *
 * @param values what was typed; the caller leaves passwords out
 * @param renames wire names that differ from the use case's own, as `{ password: 'password1' }`
 */
export function refusedForm(
  t: Translator,
  values: FormState['values'],
  problems: Readonly<Record<string, readonly Problem[]>>,
  renames: Readonly<Record<string, string>> = {},
): FormState {
  const { non_field_errors: whole = [], ...fields } = problems;
  const errors = Object.entries(fields).map(([field, list]) => [
    renames[field] ?? field,
    list.map((problem) => problemText(t, problem)),
  ]);
  return {
    values,
    errors: Object.fromEntries(errors),
    formErrors: whole.map((problem) => problemText(t, problem)),
  };
}

/** The wire names that have an error, in the order they were reported. */
export function fieldsWithErrors(form: FormState): string[] {
  return Object.keys(form.errors).filter((name) => (form.errors[name]?.length ?? 0) > 0);
}

export function hasErrors(form: FormState): boolean {
  return form.formErrors.length > 0 || fieldsWithErrors(form).length > 0;
}
