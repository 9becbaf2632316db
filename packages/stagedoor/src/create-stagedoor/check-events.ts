import { accountEventTypes } from '../core/event/account-event.ts';
import { isRecord, RecordProblem } from '../core/kernel/record-shape.ts';
import { handlersIn } from './check-jobs.ts';
import type { HandledEvent } from './event-type.ts';
import type { FeatureCore } from './feature.ts';
import { rowEventTypes } from './resource-events.ts';

/** What the types of our own events begin with. */
const OURS = new Set(accountEventTypes.map((type) => type.slice(0, type.indexOf('.'))));

type Telling = Pick<FeatureCore, 'name' | 'events' | 'resources'>;

/** What is wrong with the events that a feature declares, in halves of sentences. */
export function eventProblems({ name, events = [], resources = [] }: Telling): string[] {
  const ofRows = rowEventTypes(name, resources);
  if (events.length + ofRows.length > 0 && OURS.has(name))
    return [`events of ours begin with ${name}, so a feature that has events needs another name`];
  const types = events.map((event) => (isRecord(event) ? event.type : null));
  return events.flatMap((event, index) => {
    const type = types[index];
    if (typeof type !== 'string' || !('handledBy' in event))
      return [`events[${index}] must be an event of defineEvent`];
    return [
      ...(type.startsWith(`${name}.`) ? [] : [`its event ${type} must begin with ${name}.`]),
      ...(types.indexOf(type) === index && !ofRows.includes(type)
        ? []
        : [`its event ${type} is there twice`]),
    ];
  });
}

/**
 * What `on` of a feature answered, judged where the site opens: `known` are the types that its features emit, beside ours.
 *
 * @throws RecordProblem
 */
export function checkListening(
  { name }: Pick<FeatureCore, 'name'>,
  handled: unknown,
  known: ReadonlySet<string>,
): readonly HandledEvent[] {
  const title = `The feature ${name}`;
  const events = handlersIn<HandledEvent>(handled, { feature: name, part: 'on', named: 'type' });
  const types = new Set<string>();
  for (const { type } of events) {
    if (!known.has(type)) throw new RecordProblem(title, [`on has ${type}, which nobody emits`]);
    if (types.has(type)) throw new RecordProblem(title, [`on has ${type} twice`]);
    types.add(type);
  }
  return events;
}

/** The types of events there are on a site with these features. */
export function eventTypesOf(features: readonly Telling[]): ReadonlySet<string> {
  return new Set([
    ...accountEventTypes,
    ...features.flatMap(({ events = [] }) => events.map(({ type }) => type)),
    ...features.flatMap(({ name, resources = [] }) => rowEventTypes(name, resources)),
  ]);
}
