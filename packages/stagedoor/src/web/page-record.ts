import type { AccessRule } from '../core/access/access-rule.ts';
import {
  anyFunction,
  filledListOf,
  isRecord,
  problemsOf,
  RecordProblem,
  type RecordShape,
  required,
} from '../core/kernel/record-shape.ts';
import type { PendingStage } from '../core/kernel/stage.ts';
import type { Answer } from '../http/answer/answer.ts';
import type { Exchange } from '../http/exchange/exchange.ts';
import {
  ASKS_NOBODY,
  accessField,
  issuesField,
  logsOutField,
  nameField,
  needsField,
  pathField,
  roleField,
  saysWhomItAsks,
  servesStageField,
} from '../http/route/check-route.ts';
import type { PassesTest } from '../http/route/passes-test.ts';
import type { Access, Issues, PrincipalFor } from '../http/route/route.ts';

/** What a page is given beside the exchange. */
export interface PageInput<Who extends Access = Access> {
  /** Who sent the request, as they were let in: somebody where the page lets nobody else in. */
  readonly principal: PrincipalFor<Who>;
  /** The parts of its address, as texts. */
  readonly params: Readonly<Record<string, string>>;
}

/** The same on a page of whoever is logged in. */
export type OwnInput = PageInput<'authenticated'>;

/** One address of the HTML interface: what GET shows, and what POST does. */
export interface PageRecord<Who extends Access = Access> {
  /** Django's URL name where there is one. */
  readonly name: string;
  /** The first is where links lead; the others are older names for the same page. */
  readonly at: readonly [string, ...string[]];
  readonly access: Who;
  /** What somebody must be beside logged in, as routes have it: who is nobody is led to the log-in and back, who is less gets 403. */
  readonly needs?: AccessRule;
  readonly role?: string | readonly string[];
  readonly passes?: PassesTest;
  /** The stage that is passed here. */
  readonly servesStage?: PendingStage | undefined;
  /** It logs out, and asks before: GET and POST, as routes have it. */
  readonly logsOut?: true;
  /** What POST may hand out. */
  readonly issues?: Issues;
  readonly get?: (exchange: Exchange, input: PageInput<Who>) => Answer | Promise<Answer>;
  readonly post?: (exchange: Exchange, input: PageInput<Who>) => Answer | Promise<Answer>;
}

const pageShape: RecordShape<keyof PageRecord> = {
  name: required(nameField),
  at: required(filledListOf(pathField, 'a list of paths such as /notes/')),
  access: required(accessField),
  needs: needsField,
  role: roleField,
  passes: anyFunction,
  servesStage: servesStageField,
  issues: issuesField,
  logsOut: logsOutField,
  get: anyFunction,
  post: anyFunction,
};

/** @throws RecordProblem naming the page and each field that is missing, unknown or holds what it may not */
export function checkPage<Who extends Access>(record: PageRecord<Who>): void {
  const problems = problemsOf(record, pageShape);
  const found = problems.length > 0 ? problems : contradictions(record);
  if (found.length > 0) throw new RecordProblem(titleOf(record), found);
}

function contradictions<Who extends Access>(record: PageRecord<Who>): readonly string[] {
  return [
    ...(record.get || record.post ? [] : ['it has neither get nor post']),
    ...(saysWhomItAsks(record) ? [] : [ASKS_NOBODY]),
  ];
}

function titleOf(record: unknown): string {
  if (!isRecord(record)) return 'A page';
  return `Page ${Array.isArray(record.at) ? String(record.at[0]) : String(record.at)} (${String(record.name)})`;
}
