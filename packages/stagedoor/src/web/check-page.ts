import {
  anyFunction,
  flawsOf,
  holding,
  isRecord,
  RecordProblem,
  type RecordShape,
  required,
} from '../core/record-shape.ts';
import { accessField, issuesField, nameField, pathField, servesField } from '../http/check-route.ts';
import type { PageRecord } from './page-route.ts';

const paths = holding(
  'a list of paths such as /notes/',
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every((path) => pathField.flaws(path, '').length === 0),
);

const pageShape: RecordShape<keyof PageRecord> = {
  name: required(nameField),
  at: required(paths),
  access: required(accessField),
  serves: servesField,
  issues: issuesField,
  get: anyFunction,
  post: anyFunction,
};

/** @throws RecordProblem naming the page and each field that is missing, unknown or holds what it may not */
export function checkPage(record: PageRecord): void {
  const flaws = flawsOf(record, pageShape);
  const found = flaws.length > 0 || record.get || record.post ? flaws : ['it has neither get nor post'];
  if (found.length > 0) throw new RecordProblem(titleOf(record), found);
}

function titleOf(record: unknown): string {
  if (!isRecord(record)) return 'A page';
  return `Page ${Array.isArray(record.at) ? String(record.at[0]) : String(record.at)} (${String(record.name)})`;
}
