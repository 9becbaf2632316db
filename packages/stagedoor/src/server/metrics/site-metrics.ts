import type { Registry } from 'prom-client';
import type { JobMetrics, ProcessMetrics } from '../../create-stagedoor/metrics.ts';
import type { PromClient } from './prom-client.ts';

/** Takes over what the site says of itself; null jobs where the database did not answer. */
export type ShowMetrics = (metrics: ProcessMetrics, jobs: JobMetrics | null) => void;

/** The figures that are read when somebody asks. What is counted elsewhere is set, not counted again. */
export function createSiteMetrics(client: PromClient, registry: Registry): ShowMetrics {
  const { gauge, counter } = makersOf(client, registry);
  const running = gauge('stagedoor_password_hashes_running', 'Passwords that are being hashed.');
  const waiting = gauge('stagedoor_password_hashes_waiting', 'Passwords that wait in line to be hashed.');
  const refused = counter(
    'stagedoor_password_hashes_refused_total',
    'Requests that were turned away because the line was full.',
  );
  const hits = counter('stagedoor_principal_cache_hits_total', 'Sessions that were known from memory.');
  const misses = counter('stagedoor_principal_cache_misses_total', 'Sessions that had to be read.');
  const sent = counter('stagedoor_mail_sent_total', 'E-mails that this process handed to the mail server.');
  const failed = counter('stagedoor_mail_failed_total', 'Tries of this process to hand one on that failed.');
  const isUp = gauge('stagedoor_database_up', 'Whether the database answered within two seconds.');
  const showConnections = createConnectionMetrics(client, registry);
  const showJobs = createJobGauges(client, registry);
  return ({ hashing, principals, mail, connections }, jobs) => {
    running.set(hashing.running);
    waiting.set(hashing.waiting);
    setTotal(refused, hashing.refused);
    setTotal(hits, principals.hits);
    setTotal(misses, principals.misses);
    setTotal(sent, mail.sent);
    setTotal(failed, mail.failed);
    isUp.set(jobs === null ? 0 : 1);
    if (connections !== null) showConnections(connections);
    showJobs(jobs);
  };
}

function createConnectionMetrics(client: PromClient, registry: Registry) {
  let made: ReturnType<typeof make> | null = null;
  const make = () => {
    const { gauge } = makersOf(client, registry);
    return {
      total: gauge('stagedoor_database_connections', 'Connections of the pool to PostgreSQL.'),
      idle: gauge('stagedoor_database_connections_idle', 'Those of them that nobody uses.'),
      waiting: gauge('stagedoor_database_connections_wanted', 'Pieces of work that wait for one.'),
    };
  };
  return ({ total, idle, waiting }: NonNullable<ProcessMetrics['connections']>): void => {
    // SQLite has none, and a zero would look like a pool that is gone.
    made ??= make();
    made.total.set(total);
    made.idle.set(idle);
    made.waiting.set(waiting);
  };
}

function createJobGauges(client: PromClient, registry: Registry): (jobs: JobMetrics | null) => void {
  const { Gauge } = client;
  const byName = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['job'], registers: [registry] });
  const gauges = {
    waiting: byName('stagedoor_jobs_waiting', 'Jobs that wait, those for later among them.'),
    retrying: byName('stagedoor_jobs_retrying', 'Jobs that failed and wait for their next try.'),
    running: byName('stagedoor_jobs_running', 'Jobs that some worker has taken.'),
    parked: byName('stagedoor_jobs_parked', 'Jobs that failed for good and wait for an operator.'),
  };
  const oldest = new Gauge({
    name: 'stagedoor_jobs_oldest_due_seconds',
    help: 'How long the oldest job that could be done has been waiting.',
    labelNames: [],
    registers: [registry],
  });
  const kinds = Object.keys(gauges) as (keyof typeof gauges)[];
  return (jobs) => {
    for (const kind of kinds) gauges[kind].reset();
    // Unknown is not zero.
    oldest.remove();
    if (jobs === null) return;
    for (const measure of jobs.byName) {
      for (const kind of kinds) gauges[kind].set({ job: measure.name }, measure[kind]);
    }
    oldest.set(jobs.oldestDueSeconds);
  };
}

function makersOf({ Counter, Gauge }: PromClient, registry: Registry) {
  const registers = [registry];
  return {
    gauge: (name: string, help: string) => new Gauge({ name, help, registers }),
    counter: (name: string, help: string) => new Counter({ name, help, registers }),
  };
}

function setTotal(counter: { reset(): void; inc(by: number): void }, total: number): void {
  counter.reset();
  counter.inc(total);
}
