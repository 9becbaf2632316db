import {
  checkRecord,
  holding,
  isRecord,
  RecordProblem,
  type RecordShape,
  required,
} from '../core/kernel/record-shape.ts';
import { isCron } from '../infrastructure/jobs/schedule.ts';
import type { FeatureCore, ScheduledFeatureJob } from './feature.ts';
import type { HandledJob } from './inside.ts';

const kindOfJob = holding(
  'a kind of job, made by defineJob',
  (job) => isRecord(job) && typeof job.handledBy === 'function',
);

const scheduleShape: RecordShape<keyof ScheduledFeatureJob> = {
  cron: required(holding('five fields of time in UTC, such as "0 4 * * *"', isCron)),
  job: required(kindOfJob),
};

/** @throws RecordProblem for a time that no clock knows, or that names no job */
export function checkSchedule({ name, schedule = [] }: Pick<FeatureCore, 'name' | 'schedule'>): void {
  for (const entry of schedule) checkRecord(`A time in the schedule of ${name}`, entry, scheduleShape);
}

/**
 * What `jobs` of a feature answered, judged where the site opens: a job that nobody does would be put in, tried for hours and
 * parked.
 *
 * @throws RecordProblem
 */
export function checkHandled({ name, schedule = [] }: FeatureCore, handled: unknown): readonly HandledJob[] {
  const jobs = handlersIn<HandledJob>(handled, { feature: name, part: 'jobs', named: 'name' });
  const names = new Set<string>();
  for (const job of jobs) {
    if (names.has(job.name))
      throw new RecordProblem(`The feature ${name}`, [`its job ${job.name} is handled twice`]);
    names.add(job.name);
  }
  for (const { job } of schedule) requireHandled({ name }, jobs, job);
  return jobs;
}

/**
 * What `jobs` or `on` of a feature answered, each made by `handledBy`.
 *
 * @throws RecordProblem
 */
export function handlersIn<Handled extends { readonly handler: unknown }>(
  answered: unknown,
  {
    feature,
    part,
    named,
  }: { readonly feature: string; readonly part: string; readonly named: keyof Handled },
): readonly Handled[] {
  const title = `The feature ${feature}`;
  if (!Array.isArray(answered))
    throw new RecordProblem(title, [`${part} must answer a list of what handledBy made`]);
  const isMade = (one: unknown): one is Handled =>
    isRecord(one) && typeof one.handler === 'function' && typeof one[String(named)] === 'string';
  if (answered.every(isMade)) return answered;
  throw new RecordProblem(title, [`${part} must answer what handledBy made, with a function that does it`]);
}

/** @throws RecordProblem for a job that nobody does */
export function requireHandled(
  { name }: Pick<FeatureCore, 'name'>,
  handled: readonly Pick<HandledJob, 'name'>[],
  job: { readonly name: string },
): void {
  if (handled.some((one) => one.name === job.name)) return;
  throw new RecordProblem(`The feature ${name}`, [
    `nobody handles its job ${job.name}: it is missing in jobs`,
  ]);
}
