import { declarationProblems, ourVariables, variablesOf } from '../config/feature-settings.ts';
import {
  anyFunction,
  anyRecord,
  anyText,
  checkRecord,
  holding,
  isRecord,
  RecordProblem,
  type RecordShape,
  required,
  textLike,
} from '../core/kernel/record-shape.ts';
import { eventProblems } from './check-events.ts';
import { checkSchedule } from './check-jobs.ts';
import { checkMigrations } from './check-migrations.ts';
import { auditEventProblems } from './define-audit-event.ts';
import { commandProblems } from './define-command.ts';
import { checkMails, mailProblems } from './define-mail.ts';
import { refusalProblems } from './define-refusal.ts';
import { textProblems } from './define-texts.ts';
import type { FeatureCore } from './feature.ts';
import { modelProblems } from './feature-models.ts';
import { FEATURE_NAME } from './full-name.ts';
import { objectPermissionProblems } from './object-permissions.ts';
import { stageProblems } from './open-stages.ts';
import { resourceProblems } from './resource-problems.ts';

/** What tables of ours, of Django's and of the databases themselves begin with. */
const OURS = /^(?:stagedoor|auth|accounts|webhook|django|sqlite|pg)(?:_|$)/;

const list = holding('a list', Array.isArray);

/** `api` and `pages` are the interfaces': here they are only known. */
const featureShape: RecordShape<keyof FeatureCore | 'api' | 'pages'> = {
  name: required(textLike('a lower-case word such as guestbook', FEATURE_NAME)),
  migrations: list,
  stores: anyFunction,
  texts: anyRecord,
  settings: anyRecord,
  auditEvents: list,
  refusals: list,
  permissions: list,
  resources: list,
  actions: anyFunction,
  migrationsFolder: anyText,
  objectPermissions: list,
  models: list,
  useCases: anyFunction,
  jobs: anyFunction,
  schedule: list,
  commands: list,
  events: list,
  on: anyFunction,
  hooks: anyFunction,
  stages: list,
  mails: list,
  exportOf: anyFunction,
  expire: anyFunction,
  forget: anyFunction,
  api: anyFunction,
  pages: anyFunction,
};

/** @throws RecordProblem for a feature that says what nobody reads, or whose name is somebody else's */
export function checkFeatures(features: readonly FeatureCore[]): void {
  const names = new Set<string>();
  const variables = new Set(ourVariables);
  for (const feature of features) {
    const title = titleOf(feature);
    checkRecord(title, feature, featureShape);
    checkRecord(title, { name: feature.name }, { name: free(names) });
    names.add(feature.name);
    checkMails(feature.name, feature.mails ?? []);
    checkSchedule(feature);
    const problems = [
      ...declarationProblems(feature, variables),
      ...textProblems(feature),
      ...auditEventProblems(feature),
      ...refusalProblems(feature),
      ...objectPermissionProblems(feature),
      ...resourceProblems(feature),
      ...modelProblems(feature),
      ...stageProblems(feature),
      ...commandProblems(feature),
      ...eventProblems(feature),
      ...mailProblems(feature.mails ?? []),
    ];
    if (problems.length > 0) throw new RecordProblem(title, problems);
    for (const variable of variablesOf(feature.settings ?? {})) variables.add(variable);
    checkMigrations(feature);
  }
}

/** By its name where it has one, whatever else is wrong with it. */
function titleOf(feature: unknown): string {
  return isRecord(feature) && typeof feature.name === 'string' ? `The feature ${feature.name}` : 'A feature';
}

function free(names: ReadonlySet<string>) {
  return required(
    holding('a name that is nobody else’s', (name) => !names.has(String(name)) && !OURS.test(String(name))),
  );
}
