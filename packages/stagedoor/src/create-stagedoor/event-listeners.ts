import type { Stores } from '../core/dependencies.ts';
import type { EventListeners } from '../core/event/event-listeners.ts';
import { type Happened, publishEvent } from '../core/event/publish-event.ts';
import type { Clock } from '../core/kernel/clock.ts';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { FeatureJob, StoredEvent } from '../core/outbox/job-store.ts';
import type { Emit, Event, HandledEvent } from './event-type.ts';
import type { FeatureCore } from './feature.ts';
import { fullName } from './full-name.ts';
import type { HandledJob } from './inside.ts';

/** How a handler of events is done by a worker: as a job that no job of the feature's own can be called like. */
export function listeningJob({ type, handler }: HandledEvent): HandledJob {
  // Named by its type, which says what it carries.
  const handle = handler as unknown as (event: Event, run: object) => Promise<unknown>;
  const job = ({ id, occurredAt, data }: StoredEvent, run: object) =>
    handle({ id, type, occurredAt: new Date(occurredAt), data }, run);
  return { name: jobOf(type), handler: job as unknown as HandledJob['handler'] };
}

/** No job of a feature's own has a dot in its name, and each type of events has one. */
function jobOf(type: string): string {
  return `on-${type}`;
}

/** Who is told of what, folded over the features. */
export function handlersOf(
  opened: readonly { readonly feature: FeatureCore; readonly listening: readonly HandledEvent[] }[],
): EventListeners<Stores>['handlersOf'] {
  const handlers = new Map<string, FeatureJob['name'][]>();
  for (const { feature, listening } of opened) {
    for (const { type } of listening)
      handlers.set(type, [...(handlers.get(type) ?? []), fullName(feature.name, jobOf(type))]);
  }
  return (type) => handlers.get(type) ?? [];
}

/** `emit` of a feature, in the transaction of these stores. */
export function emitIn(
  stores: Stores,
  { name: feature, events = [] }: Pick<FeatureCore, 'name' | 'events'>,
  { listeners, clock }: { readonly listeners: EventListeners<Stores>; readonly clock: Clock },
): Emit {
  return async ({ type }, data) => {
    if (!events.some((event) => event.type === type))
      throw new RecordProblem(`The feature ${feature}`, [`its event ${type} is missing in events`]);
    const happened: Happened = { type, data, occurredAt: clock.now() };
    await publishEvent(stores, listeners, happened);
  };
}
