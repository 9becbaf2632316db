import {
  holding,
  isPlainRecord,
  problemsOf,
  type RecordShape,
  required,
  textLike,
  wordOf,
} from '../core/kernel/record-shape.ts';
import { repeated } from '../core/kernel/repeated.ts';
import { asksOfRow } from '../core/policy/leaves-of.ts';
import { wholePolicyProblems } from '../core/policy/policy-problems.ts';
import type { ResourceAction } from '../resource/action.ts';
import { isWritable } from '../resource/field.ts';
import { fileFields } from '../resource/file-fields.ts';
import type { Resource } from '../resource/resource.ts';
import { fieldPolicies } from './field-access-problems.ts';

const NAME = /^[a-z][a-z0-9_]{0,39}$/;
/** What can be done with every resource, and the ends of names and addresses that all have. */
const TAKEN: readonly string[] = [
  ...['view', 'add', 'change', 'delete'],
  ...['list', 'detail', 'create', 'replace', 'update', 'export', 'bulk'],
];

const aRecord = holding('a record of fields', isPlainRecord);
const actionShape: RecordShape<keyof ResourceAction> = {
  on: required(wordOf({ row: true, list: true })),
  method: wordOf({ GET: true, POST: true, PUT: true, PATCH: true, DELETE: true }),
  path: textLike('a word such as approve-order', /^[a-z][a-z0-9_-]{0,39}$/),
  summary: textLike('a text', /\S/),
  access: required({ isRequired: true, problems: wholePolicyProblems }),
  input: aRecord,
  answer: holding('row, or a record of fields', (value) => value === 'row' || isPlainRecord(value)),
};

type FieldProblems = (of: Pick<Resource, 'name' | 'fields'>) => readonly string[];

/** What is wrong with the actions of a resource, in halves of sentences. */
export function actionProblems(resource: Resource, fieldProblems: FieldProblems): readonly string[] {
  const entries = Object.entries(resource.actions ?? {});
  const sound = entries.filter(([, action]) => isPlainRecord(action));
  const places = sound.map(([name, { on, path = name }]) => `${on === 'row' ? ':id/' : ''}${path}`);
  return [
    ...entries.flatMap(([name, action]) => {
      const within = `${resource.name}.actions.${name}`;
      if (!NAME.test(name) || TAKEN.includes(name))
        return [`${within} must be called by a word of its own in lower case, not ${TAKEN.join(', ')}`];
      const problems = problemsOf(action, actionShape, within);
      return problems.length > 0 ? problems : contradictions(within, action, fieldProblems);
    }),
    ...repeated(places).map((place) => `two actions of ${resource.name} have the address ${place}`),
  ];
}

function contradictions(
  within: string,
  { on, path, access, input = {}, answer }: ResourceAction,
  fieldProblems: FieldProblems,
): readonly string[] {
  const fields = [input, ...(answer === undefined || answer === 'row' ? [] : [answer])];
  return [
    ...fields.flatMap((some) => fieldProblems({ name: within, fields: some })),
    ...fields.flatMap((some) =>
      fieldPolicies({ fields: some }).map(
        ([part]) => `${within}.${part} must be left out: it is no field of a row`,
      ),
    ),
    ...fields.flatMap((some) =>
      fileFields(some).map(
        ([name]) => `${within} names ${name}: files are sent with a row, and with no action`,
      ),
    ),
    ...Object.entries(input)
      .filter(([, field]) => isPlainRecord(field) && !isWritable(field))
      .map(([name]) => `${within}.${name} must be neither set nor readOnly: nobody could send it`),
    ...(on === 'list' && asksOfRow(access)
      ? [`${within}.access must ask nothing of a row: it is of the list`]
      : []),
    ...(on === 'list' && answer === 'row' ? [`${within}.answer must be fields: it has no row`] : []),
    ...(path === 'export' || path === 'bulk' ? [`${within}.path must not be ${path}`] : []),
  ];
}
