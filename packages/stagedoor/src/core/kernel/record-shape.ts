import { PlainError } from './plain-error.ts';

/**
 * A record that a site wrote says nothing where it must speak, or says what nobody understands. The message is a sentence
 * to print: it names the record and each field that is wrong.
 */
export class RecordProblem extends PlainError {
  constructor(record: string, problems: readonly string[]) {
    super(`${record}: ${problems.join('; ')}.`);
    this.name = 'RecordProblem';
  }
}

/** What one field of a record may hold. `problems` completes sentences about the field of that name. */
export interface FieldShape {
  readonly isRequired: boolean;
  readonly problems: (value: unknown, name: string) => readonly string[];
}

/** Every field that a record may have. Whatever is not in it is a slip of the pen. */
export type RecordShape<Name extends string = string> = Readonly<Record<Name, FieldShape>>;

/** @throws RecordProblem naming every field that is missing, unknown or holds what it may not */
export function checkRecord(title: string, record: unknown, shape: RecordShape): void {
  const problems = problemsOf(record, shape);
  if (problems.length > 0) throw new RecordProblem(title, problems);
}

/** What is wrong with a record, in halves of sentences; only what is its own counts. */
export function problemsOf(record: unknown, shape: RecordShape, within = ''): readonly string[] {
  if (!isPlainRecord(record))
    return [`${within === '' ? 'it' : within} must be a record, not ${shown(record)}`];
  const prefix = within === '' ? '' : `${within}.`;
  const unknown = Object.keys(record).filter((name) => !Object.hasOwn(shape, name));
  return [
    ...Object.entries(shape).flatMap(([name, field]) =>
      fieldProblems(record, `${prefix}${name}`, { name, field }),
    ),
    ...unknown.map(
      (name) => `${prefix}${name} is not known here (known are ${Object.keys(shape).join(', ')})`,
    ),
  ];
}

function fieldProblems(
  record: Readonly<Record<string, unknown>>,
  fullName: string,
  { name, field }: { readonly name: string; readonly field: FieldShape },
): readonly string[] {
  if (Object.hasOwn(record, name)) return field.problems(record[name], fullName);
  return field.isRequired ? field.problems(undefined, fullName).map((problem) => `${problem} (missing)`) : [];
}

/** The same field, which may not be left out. */
export function required(field: FieldShape): FieldShape {
  return { ...field, isRequired: true };
}

/** A field that holds what `fits`; `mustBe` says so in words: "a function". */
export function holding(mustBe: string, fits: (value: unknown) => boolean): FieldShape {
  return {
    isRequired: false,
    problems: (value, name) => (fits(value) ? [] : [`${name} must be ${mustBe}, not ${shown(value)}`]),
  };
}

/** One of the words of a table; a table, so that a new word of the type cannot be forgotten in it. */
export function wordOf(words: Readonly<Record<string, true>>): FieldShape {
  const known = Object.keys(words);
  const mustBe = known.length === 1 ? `"${known[0]}" or left out` : `one of ${known.join(', ')}`;
  return holding(mustBe, (value) => typeof value === 'string' && Object.hasOwn(words, value));
}

export function textLike(mustBe: string, pattern: RegExp): FieldShape {
  return holding(mustBe, (value) => typeof value === 'string' && pattern.test(value));
}

/** A field whose presence says it all: left out, or true. A `false` would read as if it took something away. */
export const onlyTrue = holding('true or left out', (value) => value === true);
export const eitherWay = holding('true or false', (value) => typeof value === 'boolean');
export const anyFunction = holding('a function', (value) => typeof value === 'function');
export const anyText = holding('a text', (value) => typeof value === 'string');
export const listOfFunctions = listOf(anyFunction, 'a list of functions');
export const positiveNumber = holding(
  'a whole number above 0',
  (value) => Number.isSafeInteger(value) && Number(value) > 0,
);

/** A list whose entries all hold what `entry` may; each that does not is named by its place. */
export function listOf(entry: FieldShape, mustBe: string): FieldShape {
  const list = holding(mustBe, Array.isArray);
  return {
    isRequired: false,
    problems: (value, name) =>
      Array.isArray(value)
        ? value.flatMap((one, index) => entry.problems(one, `${name}[${index}]`))
        : list.problems(value, name),
  };
}

/** The same with an entry at least. */
export function filledListOf(entry: FieldShape, mustBe: string): FieldShape {
  const list = holding(`${mustBe}, with at least one`, (value) => Array.isArray(value) && value.length > 0);
  const problems: FieldShape['problems'] = (value, name) => {
    const ofList = list.problems(value, name);
    return ofList.length > 0 ? ofList : listOf(entry, mustBe).problems(value, name);
  };
  return { isRequired: false, problems };
}

/** A record of whatever names, whose values all hold what `entry` may. */
export function recordOfEach(entry: FieldShape, mustBe: string): FieldShape {
  const record = holding(mustBe, isPlainRecord);
  return {
    isRequired: false,
    problems: (value, name) =>
      isPlainRecord(value)
        ? Object.entries(value).flatMap(([key, one]) => entry.problems(one, `${name}.${key}`))
        : record.problems(value, name),
  };
}

/** A record inside a record. */
export function recordOf(shape: RecordShape): FieldShape {
  return { isRequired: false, problems: (value, name) => problemsOf(value, shape, name) };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A record as it is written in braces. What a promise, a Map or an instance of a class says is not its own: it would be taken for a
 * record that says nothing.
 */
export function isPlainRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm, as tests of some runners have one, has an Object of its own.
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return true;
  // Whatever it inherits from another record counts for nothing, and is missed by its name.
  return isPlainRecord(prototype) && !Object.hasOwn(prototype, 'constructor');
}

/** A record of which nothing is asked here. */
export const anyRecord = holding('a record', isPlainRecord);

/** What stands in the place of what was asked for. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (isPlainRecord(value)) return 'a record';
  if (!isRecord(value)) return String(value);
  return typeof value.then === 'function' ? 'a promise' : `an instance of ${className(value)}`;
}

function className({ constructor: made }: Readonly<Record<string, unknown>>): string {
  return typeof made === 'function' && made.name !== '' ? made.name : 'a class';
}
