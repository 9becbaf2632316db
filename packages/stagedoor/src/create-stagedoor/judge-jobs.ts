import {
  checkRecord,
  holding,
  isRecord,
  RecordProblem,
  type RecordShape,
  required,
} from '../core/kernel/record-shape.ts';
import { isCron } from '../infrastructure/jobs/schedule.ts';
import type { FeatureCore, HandledJob, ScheduledFeatureJob } from './feature.ts';

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
  const title = `The feature ${name}`;
  if (!Array.isArray(handled))
    throw new RecordProblem(title, ['jobs must answer a list of what handledBy made']);
  const names = new Set<string>();
  for (const job of handled) {
    const isHandled = isRecord(job) && typeof job.handler === 'function' && typeof job.name === 'string';
    if (!isHandled)
      throw new RecordProblem(title, ['jobs must answer what handledBy made, with a function that does it']);
    if (names.has(String(job.name)))
      throw new RecordProblem(title, [`its job ${String(job.name)} is handled twice`]);
    names.add(String(job.name));
  }
  const missing = schedule.find(({ job }) => !names.has(job.name));
  if (missing !== undefined)
    throw new RecordProblem(title, [`nobody handles its job ${missing.job.name}: it is missing in jobs`]);
  return handled as readonly HandledJob[];
}

/** An object to work with at once: a promise would be handed to every caller as if it were the use cases. */
export function checkMade(name: string, part: 'stores' | 'useCases', made: unknown): object {
  if (isRecord(made) && typeof made.then !== 'function') return made;
  throw new RecordProblem(`The feature ${name}`, [
    `${part} must answer a record, at once and not as a promise`,
  ]);
}
