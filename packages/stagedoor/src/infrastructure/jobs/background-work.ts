import { sealAuditEvents } from '../../core/audit/seal-audit-events.ts';
import type { Dependencies } from '../../core/dependencies.ts';
import { seconds } from '../../core/kernel/clock.ts';
import { openableFeatures } from '../../core/open-features.ts';
import type { Job } from '../../core/outbox/job-store.ts';
import type { Settings } from '../../core/settings.ts';
import type { Mailer } from '../mail/mailer.ts';
import { createJobHandlers, type RenderMail } from './create-job-handlers.ts';
import type { JobHandlers } from './job-handlers.ts';
import type { JobNotifier } from './job-notifier.ts';
import { createJobRunner, type JobFailure } from './job-runner.ts';
import { createSchedule, type ScheduledJob } from './schedule.ts';
import { createTicker } from './ticker.ts';

export interface BackgroundWork {
  /** Jobs, schedule and audit seals, until `stop`. */
  start(): void;
  /** Lets running jobs finish for `graceMs` (default 10 s) and gives the rest back to other workers. */
  stop(graceMs?: number): Promise<void>;
  /** Does all jobs that are due now: for commands that leave afterwards, and for tests. */
  drain(): Promise<void>;
}

export interface BackgroundWorkOptions {
  readonly ports: Dependencies;
  readonly mailer: Mailer;
  readonly renderMail: RenderMail;
  readonly jobNotifier: JobNotifier;
  /** Jobs of the site's own features, and when they are put into the outbox by themselves. */
  readonly featureJobs?: JobHandlers;
  readonly featureSchedule?: readonly ScheduledJob[];
  readonly onFailure: (failure: JobFailure) => void;
  readonly onFault: (error: unknown) => void;
}

/** Everything that happens after the request, put together: in the server's process, in a worker's, or in both. */
export function createBackgroundWork(options: BackgroundWorkOptions): BackgroundWork {
  const { ports, jobNotifier, onFailure, onFault } = options;
  const { jobs, clock } = ports;
  const runner = createJobRunner({
    jobs,
    handlers: createJobHandlers(options),
    clock,
    jobNotifier,
    onFailure,
    onFault,
  });
  const schedule = createSchedule({
    jobs,
    scheduled: [...scheduledJobs(ports.settings), ...(options.featureSchedule ?? [])],
    onFault,
  });
  // Not a job: each second a row would be written to say that most likely nothing is to be done.
  const sealer = createTicker({ everyMs: seconds(1), work: () => sealAuditEvents(ports), onFault });
  return {
    start() {
      for (const part of [runner, schedule, sealer]) part.start();
    },
    async stop(graceMs) {
      await schedule.stop();
      await runner.stop(graceMs);
      await sealer.stop();
    },
    drain: () => runner.drain(),
  };
}

function scheduledJobs(settings: Settings): readonly ScheduledJob[] {
  return openableFeatures.flatMap(({ schedule }) =>
    // A job that comes by itself carries nothing: nobody put it in.
    (schedule?.(settings) ?? []).map(({ cron, job }) => ({ cron, job: { name: job } as Job })),
  );
}
