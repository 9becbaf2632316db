import type { AuditEvent } from '../audit/audit-event.ts';
import type { AuditStore } from '../audit/audit-store.ts';
import { type Clock, minutes } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { JobStore } from '../outbox/job-store.ts';
import type { AccountEvent } from './account-event.ts';
import { accountEventsOf } from './account-event-of.ts';
import type { EventListeners } from './event-listeners.ts';
import { publishEvent } from './publish-event.ts';

interface Publishing {
  readonly audit: AuditStore;
  readonly jobs: JobStore;
}

/** Failed log-ins that one process tells of in a minute: strangers cause them, and the audit log has all. */
export const MOST_FAILURES_TOLD = 60;
const WINDOW_MS = minutes(1);

/**
 * The same ports, by which every audit event about an account is told to whoever listens, in its own transaction: no use case does
 * it by itself, and so none forgets to.
 */
export function publishAccountEvents<
  Stores extends Publishing,
  Ports extends Publishing & { readonly transact: Transact<Stores>; readonly clock: Clock },
>(ports: Ports, listeners: EventListeners<Stores>): Ports {
  const mayTell = failureBound(ports.clock);
  const publishing = (stores: Stores): Stores => ({
    ...stores,
    audit: {
      ...stores.audit,
      async append(noted: AuditEvent) {
        await stores.audit.append(noted);
        for (const event of accountEventsOf(noted))
          if (mayTell(event))
            await publishEvent(stores, listeners, { ...event, occurredAt: noted.occurredAt });
      },
    },
  });
  const transact: Transact<Stores> = (work) => ports.transact((stores) => work(publishing(stores)));
  const audit: AuditStore = {
    ...ports.audit,
    append: (noted) =>
      accountEventsOf(noted).length === 0
        ? ports.audit.append(noted)
        : transact((stores) => stores.audit.append(noted)),
  };
  return { ...ports, transact, audit };
}

/** Whether an event is told: all of them, and of the failed log-ins so many a minute. */
function failureBound(clock: Clock): (event: AccountEvent) => boolean {
  let since = 0;
  let told = 0;
  return ({ type }) => {
    if (type !== 'login.failed') return true;
    const now = clock.now().getTime();
    if (now >= since + WINDOW_MS || now < since) {
      since = now;
      told = 0;
    }
    told += 1;
    return told <= MOST_FAILURES_TOLD;
  };
}
