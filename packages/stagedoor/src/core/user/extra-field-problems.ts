import { isLabel } from '../kernel/label.ts';
import {
  anyText,
  eitherWay,
  filledListOf,
  holding,
  isPlainRecord,
  isRecord,
  onlyTrue,
  positiveNumber,
  problemsOf,
  type RecordShape,
  required,
  textLike,
  wordOf,
} from '../kernel/record-shape.ts';
import type { ExtraField, ExtraFields } from './extra-field.ts';
import { NOTICE_KIND, noticeKindOf } from './notices.ts';
import { readExtraValues } from './profile-fields.ts';
import { djangoUserColumns, furtherUserColumns } from './user-columns.ts';

const OWN_COLUMNS: ReadonlySet<string> = new Set([...djangoUserColumns, ...furtherUserColumns]);
const ROLE_MAX_LENGTH = 20;
const NAME = /^[a-z][a-z0-9_]{0,62}$/;

const number = holding('a whole number', Number.isSafeInteger);
const choices = holding(
  'a record of values and their labels',
  (value) => isRecord(value) && Object.values(value).length > 0 && Object.values(value).every(isText),
);
const types: Readonly<Record<ExtraField['type'], true>> = {
  text: true,
  url: true,
  integer: true,
  user: true,
  boolean: true,
  date: true,
  choice: true,
};

const everyField = {
  type: required(wordOf(types)),
  label: holding('a text, or texts by language with en among them', isLabel),
  atSignUp: eitherWay,
  editable: eitherWay,
};

const shapes: Readonly<Record<ExtraField['type'], RecordShape>> = {
  text: { ...everyField, maxLength: required(positiveNumber), default: anyText, nullable: onlyTrue },
  url: { ...everyField, maxLength: positiveNumber, default: anyText, nullable: onlyTrue },
  integer: { ...everyField, default: number, nullable: onlyTrue },
  boolean: {
    ...everyField,
    default: required(eitherWay),
    notices: textLike('a word such as marketing', NOTICE_KIND),
  },
  date: { ...everyField, nullable: required(onlyTrue) },
  user: {
    type: everyField.type,
    label: everyField.label,
    set: required(wordOf({ caller: true })),
    nullable: required(onlyTrue),
    editable: required(holding('false, as nobody chooses who made them', (value) => value === false)),
    nested: filledListOf(anyText, 'a list of names of fields'),
  },
  choice: { ...everyField, choices: required(choices), default: anyText, nullable: onlyTrue, role: onlyTrue },
};

/**
 * What is wrong with the extra fields of a site, one sentence for each field. A name that a user's own column has would let
 * people write that column: their rank, their password, whether they are active. `reserved` are names that mean something
 * else wherever the site is asked: interfaces and databases have theirs, and core knows none of them.
 */
export function extraFieldProblems(
  fields: ExtraFields,
  reserved: ReadonlySet<string> = new Set(),
): readonly string[] {
  if (!isPlainRecord(fields)) return ['The extra fields must be a record of fields by their names.'];
  return Object.entries(fields).flatMap(([name, field]) => {
    const problems = [
      ...nameProblems(name, reserved),
      ...fieldProblems(field, name),
      ...noticeProblems(field, { name, fields }),
    ];
    return problems.length === 0 ? [] : [`The extra field "${name}" cannot be used: ${problems.join('; ')}.`];
  });
}

/** Of one kind there is one answer, and its owner gives it. */
function noticeProblems(
  field: ExtraField,
  { name, fields }: { readonly name: string; readonly fields: ExtraFields },
): readonly string[] {
  const kind = noticeKindOf(field);
  if (kind === null) return [];
  const [first] = Object.keys(fields).filter((other) => noticeKindOf(fields[other]) === kind);
  return [
    ...(field.editable === false
      ? ['whoever gets notices says whether they want them: editable: false cannot be']
      : []),
    ...(first === name ? [] : [`${first} says already who wants notices of the kind ${kind}`]),
  ];
}

function nameProblems(name: string, reserved: ReadonlySet<string>): readonly string[] {
  if (!NAME.test(name))
    return ['its name needs up to 63 of a-z, 0-9 and _, a letter first, as in telefono_movil'];
  const isTaken = OWN_COLUMNS.has(name) || reserved.has(name);
  return isTaken ? ['its name belongs to what every user or form has; choose another'] : [];
}

function fieldProblems(field: ExtraField, name: string): readonly string[] {
  if (!isRecord(field) || !Object.hasOwn(types, String(field.type))) {
    return problemsOf(field, { type: everyField.type, ...leftAlone(field) });
  }
  const problems = problemsOf(field, shapes[field.type]);
  if (problems.length > 0) return problems;
  if ('default' in field === 'nullable' in field) return ['it needs either a default or nullable: true'];
  if (isRole(field) && !isSafeRole(field))
    return ['what is a role needs editable: false, no atSignUp, and names of at most 20 characters'];
  if (!('default' in field)) return [];
  const read = readExtraValues({ [name]: field }, { [name]: field.default });
  return Object.hasOwn(read.problems, name) ? ['its default is no value that it may have'] : [];
}

/** Where the type is not known, nothing else can be judged. */
function leftAlone(field: unknown): RecordShape {
  if (!isRecord(field)) return {};
  const names = Object.keys(field).filter((name) => name !== 'type');
  return Object.fromEntries(names.map((name) => [name, holding('anything', () => true)]));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRole(field: ExtraField): field is Extract<ExtraField, { type: 'choice' }> {
  return field.type === 'choice' && field.role === true;
}

/** Whoever chose their own role would choose what they may. */
function isSafeRole({ editable, atSignUp, choices }: Extract<ExtraField, { type: 'choice' }>): boolean {
  const areShort = Object.keys(choices).every((name) => name.length <= ROLE_MAX_LENGTH);
  return editable === false && !atSignUp && areShort;
}
