import { isLabel } from '../core/kernel/label.ts';
import {
  anyText,
  eitherWay,
  type FieldShape,
  holding,
  isPlainRecord,
  onlyTrue,
  positiveNumber,
  type RecordShape,
  recordOf,
  recordOfEach,
  required,
  textLike,
  wordOf,
} from '../core/kernel/record-shape.ts';
import { wholePolicyProblems } from '../core/policy/policy-problems.ts';
import type { FieldType } from '../resource/field.ts';
import type { CountMode, ExportFormat, PageStyle, Resource } from '../resource/resource.ts';
import { ruleProblems } from './constraint-problems.ts';

/** Room for what is built of it: tables, indexes, permissions. */
const NAME = /^[a-z][a-z0-9_]{0,29}$/;
export const FIELD_NAME = /^[a-z][A-Za-z0-9_]{0,39}$/;
/** SQLite keeps a decimal as a number, of which so many digits are exact. */
const MOST_DIGITS = 15;

const digits = holding(
  `a whole number from 1 to ${MOST_DIGITS}`,
  (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_DIGITS,
);
const wholeNumber = holding('a whole number', Number.isSafeInteger);
const decimalText = textLike('a decimal such as "9.99"', /^-?\d+(\.\d+)?$/);
const anything: FieldShape = { isRequired: false, problems: () => [] };
const label = holding('a text, or texts by language with en among them', isLabel);
const fieldName = textLike('the name of a field', FIELD_NAME);

const policy: FieldShape = { isRequired: false, problems: wholePolicyProblems };
const access = recordOf({ read: policy, write: policy });

/** What any field may say. */
export const sharedShape = {
  type: required(anyText),
  label: anyText,
  nullable: onlyTrue,
  unique: onlyTrue,
  index: onlyTrue,
  readOnly: onlyTrue,
  writeOnly: onlyTrue,
  was: fieldName,
  access,
};
const ofText = { max: positiveNumber, blank: onlyTrue, default: anyText, searchIndex: onlyTrue };
const resourceName = textLike(
  'user, a resource, or feature.resource',
  /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/,
);
const names = holding(
  'a list of fields',
  (value) => Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'),
);
/** One row's alone, so that nothing is unique, looked for or left out. */
const fileShape = {
  type: required(anyText),
  label: anyText,
  nullable: onlyTrue,
  readOnly: onlyTrue,
  writeOnly: onlyTrue,
  was: fieldName,
  access,
  maxBytes: positiveNumber,
};
const extensions = holding(
  'a list of ends of names in lower case, such as pdf',
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every((one) => /^[a-z0-9]{1,8}$/.test(String(one))),
);
/** Larger ones take more memory than a server has for one request. */
const pixels = holding(
  'a whole number from 16 to 8192',
  (value) => Number.isInteger(value) && Number(value) >= 16 && Number(value) <= 8192,
);
const onDelete = wordOf({ cascade: true, protect: true, 'set null': true });

/** What each type of field may say beside what all may. A type that is forgotten here does not compile. */
export const fieldShapes: Readonly<Record<FieldType, RecordShape>> = {
  text: { ...sharedShape, ...ofText, max: required(positiveNumber), min: positiveNumber },
  'long-text': { ...sharedShape, ...ofText },
  markdown: { ...sharedShape, ...ofText },
  email: { ...sharedShape, blank: onlyTrue, default: anyText, searchIndex: onlyTrue },
  url: { ...sharedShape, ...ofText },
  integer: { ...sharedShape, min: wholeNumber, max: wholeNumber, default: wholeNumber },
  decimal: {
    ...sharedShape,
    digits: required(digits),
    places: required(
      holding('a whole number from 0', (value) => Number.isInteger(value) && Number(value) >= 0),
    ),
    min: decimalText,
    max: decimalText,
    default: decimalText,
  },
  boolean: { ...sharedShape, default: eitherWay },
  date: { ...sharedShape, default: anyText },
  time: { ...sharedShape, default: anyText },
  moment: { ...sharedShape, set: wordOf({ created: true, saved: true }) },
  choice: {
    ...sharedShape,
    of: required(recordOfEach(anyText, 'a record of words and their names')),
    default: anyText,
  },
  json: { ...sharedShape, default: anything },
  file: { ...fileShape, extensions: required(extensions) },
  image: { ...fileShape, maxSide: pixels },
  reference: {
    ...sharedShape,
    to: required(resourceName),
    onDelete: required(onDelete),
    set: wordOf({ caller: true }),
    nested: names,
  },
  references: {
    type: required(anyText),
    label: anyText,
    readOnly: onlyTrue,
    writeOnly: onlyTrue,
    was: fieldName,
    access,
    to: required(resourceName),
    max: positiveNumber,
    nested: names,
  },
};

// Tables of the types' own words: a new one that is forgotten here does not compile.
const pageStyles: Readonly<Record<PageStyle, true>> = {
  number: true,
  'limit-offset': true,
  cursor: true,
  after: true,
  none: true,
};
const countModes: Readonly<Record<CountMode, true>> = { exact: true, capped: true, none: true };
const exportFormats: Readonly<Record<ExportFormat, true>> = { csv: true, json: true };
const list = holding('a list', Array.isArray);
const check = recordOf({
  holds: required({ isRequired: true, problems: (rule, name) => ruleProblems(rule, name) }),
  text: anyText,
});
/** What the declaration of a resource may say. Its fields and their names are judged one by one. */
export const resourceShape: RecordShape<keyof Resource> = {
  name: required(textLike('a word in lower case, such as product', NAME)),
  plural: textLike('a word in lower case, such as products', NAME),
  labels: recordOf({ one: required(label), many: required(label) }),
  was: textLike('a word in lower case, such as product', NAME),
  fields: required(holding('a record of fields', isPlainRecord)),
  text: fieldName,
  order: list,
  orderBy: list,
  search: list,
  filters: recordOfEach(list, 'a record of fields and their look-ups'),
  uniqueTogether: list,
  checks: recordOfEach(check, 'a record of checks'),
  pages: recordOf({
    style: required(wordOf(pageStyles)),
    size: positiveNumber,
    maxSize: positiveNumber,
    count: wordOf(countModes),
  }),
  exports: holding(
    `a list of ${Object.keys(exportFormats).join(', ')}`,
    (value) => Array.isArray(value) && value.every((one) => Object.hasOwn(exportFormats, String(one))),
  ),
  bulk: onlyTrue,
  throttle: textLike('a scope such as products', /^[a-z][a-z0-9_-]{0,39}$/),
  requireIfMatch: onlyTrue,
  actions: holding('a record of actions', isPlainRecord),
  events: onlyTrue,
  permissions: recordOfEach(anyText, 'a record of codenames and what they are called'),
  access: required({ isRequired: true, problems: wholePolicyProblems }),
};
