import { type TSchema, Type } from 'typebox';
import { AccountsError, type FieldProblems, isOfFeature, type Refusal } from '../core/kernel/errors.ts';
import type { Answer } from '../http/answer/answer.ts';
import type { Exchange } from '../http/exchange/exchange.ts';
import { headersOf } from '../http/refusal/refusals.ts';
import { createInputReader, passwordField, textField } from '../http/request/input-reader.ts';
import type { Access } from '../http/route/route.ts';
import type { TextKey } from '../texts/translator.ts';
import { emptyForm, type FormState, refusedForm } from '../ui/form-state.ts';
import { duration } from '../ui/relative-time.tsx';
import type { PageInput } from './page-record.ts';

/** A form's fields by wire name: text is trimmed and shown again when refused, a secret is neither, a box is ticked or not. */
export type FormFields = Readonly<Record<string, 'text' | 'secret' | 'box'>>;

/** What was typed; a field that was not sent is an empty text. */
export type Typed<Fields extends FormFields> = { readonly [Name in keyof Fields]: string };

/** What a form is drawn with: what its page was given, and how the answer stands. */
export interface FormInput<Who extends Access = Access> extends PageInput<Who> {
  readonly status: number;
  readonly headers?: Record<string, string>;
}

/** A form of a page that lets in `Who`. */
export interface FormPage<Fields extends FormFields, Who extends Access = Access> {
  readonly fields: Fields;
  /** Wire names that the use case calls otherwise, as `{ password: 'password1' }`. */
  readonly renames?: Readonly<Record<string, string>>;
  draw(exchange: Exchange, form: FormState, input: FormInput<Who>): Promise<Answer>;
  act(exchange: Exchange, typed: Typed<Fields>, input: PageInput<Who>): Promise<Answer>;
}

/**
 * Acts on a posted form; when it is refused, the form comes back with what was typed and what is wrong, as 200 as
 * Django's views do, or with 429 and 503 where waiting is asked for.
 */
export function answerForm<Fields extends FormFields, Who extends Access>(form: FormPage<Fields, Who>) {
  const read = createFormReader(form.fields);
  return async (exchange: Exchange, input: PageInput<Who>): Promise<Answer> => {
    const raw = exchange.body();
    try {
      return await form.act(exchange, read(raw), input);
    } catch (error) {
      if (!(error instanceof AccountsError)) throw error;
      const problems = problemsOf(error.refusal, exchange);
      if (problems === null) throw error;
      const state = refusedForm(exchange.translate, shownAgain(form.fields, raw), problems, form.renames);
      return await form.draw(exchange, state, { ...input, ...waitOf(error.refusal) });
    }
  };
}

/** The same form, not filled in yet. */
export function answerEmptyForm<Fields extends FormFields, Who extends Access>(
  form: Pick<FormPage<Fields, Who>, 'draw'>,
  values = {},
) {
  return (exchange: Exchange, input: PageInput<Who>): Promise<Answer> =>
    form.draw(exchange, { ...emptyForm, values }, { ...input, status: 200 });
}

/** Which refusals a form can show in itself; the others are the interface's (a log-in, an error page). */
function problemsOf(refusal: Refusal, { translate: t, context }: Exchange): FieldProblems | null {
  if (isOfFeature(refusal))
    return { non_field_errors: [{ code: `refusal.${refusal.code}`, params: refusal.params }] };
  switch (refusal.code) {
    case 'invalid-input':
      return asForm(refusal.fields);
    case 'already-verified':
      return { non_field_errors: [{ code: refusal.code }] };
    case 'invalid-credentials':
      return {
        non_field_errors: [
          { code: context.accounts.logInBy === 'email' ? 'login.failed_email' : 'login.failed' },
        ],
      };
    case 'throttled':
      return waitFor('form.throttled', duration(t, refusal.retryAfterSeconds));
    case 'busy':
      return waitFor('form.overloaded', duration(t, refusal.retryAfterSeconds));
    default:
      return null;
  }
}

function waitFor(code: TextKey, wait: string): FieldProblems {
  return { non_field_errors: [{ code, params: { wait } }] };
}

/** An empty box on a page is a box to fill in, whatever the API calls it. */
function asForm(fields: FieldProblems): FieldProblems {
  const worded = Object.entries(fields).map(([name, problems]) => [
    name,
    problems.map((problem) =>
      problem.code === 'blank' || problem.code === 'null' ? { code: 'required' } : problem,
    ),
  ]);
  return Object.fromEntries(worded);
}

function waitOf(refusal: Refusal): Pick<FormInput, 'status' | 'headers'> {
  const isWait = refusal.code === 'throttled' || refusal.code === 'busy';
  return isWait
    ? { status: refusal.code === 'busy' ? 503 : 429, headers: headersOf(refusal) }
    : { status: 200 };
}

function createFormReader<Fields extends FormFields>(fields: Fields) {
  const schema = Object.entries(fields).map(([name, kind]): [string, TSchema] => [
    name,
    Type.Optional(kind === 'secret' ? passwordField({ blank: true }) : textField({ blank: true })),
  ]);
  const read = createInputReader(Type.Object(Object.fromEntries(schema)));
  const empty = Object.fromEntries(Object.keys(fields).map((name) => [name, '']));
  return (raw: Readonly<Record<string, unknown>>) => ({ ...empty, ...read(raw) }) as Typed<Fields>;
}

/** Texts and boxes come back as they were; secrets never do. */
function shownAgain(fields: FormFields, raw: Readonly<Record<string, unknown>>): Record<string, string> {
  const shown = Object.entries(fields).flatMap(([name, kind]) => {
    const value = raw[name];
    return kind !== 'secret' && typeof value === 'string' ? [[name, value.replaceAll('\0', '')]] : [];
  });
  return Object.fromEntries(shown);
}
