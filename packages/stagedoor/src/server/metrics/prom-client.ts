import type * as promClient from 'prom-client';

/** What we use of the package. */
export type PromClient = Pick<
  typeof promClient,
  'Counter' | 'Gauge' | 'Histogram' | 'Registry' | 'collectDefaultMetrics'
>;

/** Read only where METRICS is on, so that no other start waits for it. */
export async function loadPromClient(): Promise<PromClient> {
  return await import('prom-client');
}
