import { seconds } from '../kernel/clock.ts';
import type { Dependencies } from './dependencies.ts';

const SECOND_MS = seconds(1);

/** Puts in the job that comes to an endpoint when what waits for it can be sent; none where nothing does. */
export async function enqueueNextTurn(
  { webhookDeliveries, jobs, clock }: Pick<Dependencies, 'webhookDeliveries' | 'jobs' | 'clock'>,
  endpointId: number,
): Promise<void> {
  const runAt = await webhookDeliveries.nextTurn(endpointId);
  if (runAt === null) return;
  const job = { name: 'webhook.deliver', endpointId } as const;
  if (runAt <= clock.now()) return await jobs.enqueue(job);
  // Many come for an endpoint that rests, or that another worker has; of each second one comes back.
  const inTime = new Date(Math.ceil(runAt.getTime() / SECOND_MS) * SECOND_MS);
  await jobs.enqueue(job, { runAt: inTime, uniqueKey: `webhook ${endpointId} ${inTime.toISOString()}` });
}
