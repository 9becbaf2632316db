import { after, seconds } from '../kernel/clock.ts';
import type { Settings } from './settings.ts';

/** A node that dies with an endpoint in its hands keeps it so much longer than one try takes. */
const HELD_BEYOND_MS = seconds(12);

/** Until when a worker that takes an endpoint now may have it. */
export function heldUntil(now: Date, { webhook }: Settings): Date {
  return after(now, webhook.timeoutMs + HELD_BEYOND_MS);
}
