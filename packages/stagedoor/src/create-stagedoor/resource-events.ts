import type { Dependencies, Stores } from '../core/dependencies.ts';
import { type Happened, publishEvent } from '../core/event/publish-event.ts';
import { connectionOf } from '../infrastructure/database/stores.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceStore } from '../resource/resource-store.ts';
import { defineEvent, type EventKind } from './define-event.ts';

/** What happens to the rows of a resource. */
export type RowEvent = 'created' | 'changed' | 'deleted';
const rowEvents: readonly RowEvent[] = ['created', 'changed', 'deleted'];

/** Which row; what is in it now, ask. */
export interface RowEventData extends Readonly<Record<string, number>> {
  readonly id: number;
}

/** `shop.order-line-created`. */
function typeOf(feature: string, { name }: Pick<Resource, 'name'>, what: RowEvent): `${string}.${string}` {
  return `${feature}.${name.replaceAll('_', '-')}-${what}`;
}

/** The types of events that a feature's resources tell of: those that declare it. */
export function rowEventTypes(feature: string, resources: readonly Resource[]): readonly string[] {
  const telling = resources.filter(({ events }) => events === true);
  return telling.flatMap((resource) => rowEvents.map((what) => typeOf(feature, resource, what)));
}

/**
 * What happens to the rows of a resource that declares `events: true`, whoever writes them: told with the write, kept or undone with it. Of rows that
 * go because what they refer to goes nothing is told.
 *
 * @example
 * const { changed } = resourceEvents('shop', product);
 * on: (useCases) => [changed.handledBy(({ data }) => useCases.forget(data.id))],
 */
export function resourceEvents(
  feature: string,
  resource: Pick<Resource, 'name'>,
): { readonly [What in RowEvent]: EventKind<RowEventData> } {
  return {
    created: defineEvent<RowEventData>(typeOf(feature, resource, 'created')),
    changed: defineEvent<RowEventData>(typeOf(feature, resource, 'changed')),
    deleted: defineEvent<RowEventData>(typeOf(feature, resource, 'deleted')),
  };
}

interface Telling {
  readonly feature: string;
  readonly resource: Resource;
  readonly ports: Pick<Dependencies, 'transact' | 'eventListeners' | 'clock'>;
  storeOver(stores: Stores): ResourceStore;
}

/** A store that tells what it writes, in one transaction with it: that of these stores, or one of its own. */
export function tellingStore(
  stores: Stores,
  { feature, resource, ports, storeOver }: Telling,
): ResourceStore {
  const within = <Done>(work: (inside: Stores) => Promise<Done>): Promise<Done> =>
    connectionOf(stores).db.isTransaction ? work(stores) : ports.transact(work);
  const told = <Done>(
    what: RowEvent,
    write: (store: ResourceStore) => Promise<Done>,
    idOf: (done: Done) => number | null,
  ): Promise<Done> =>
    within(async (inside) => {
      const done = await write(storeOver(inside));
      const id = idOf(done);
      const happened = (data: RowEventData): Happened => ({
        type: typeOf(feature, resource, what),
        data,
        occurredAt: ports.clock.now(),
      });
      if (id !== null) await publishEvent(inside, ports.eventListeners, happened({ id }));
      return done;
    });
  return {
    ...storeOver(stores),
    create: (id, values) => told('created', (store) => store.create(id, values), writtenId),
    update: (id, values, version) => told('changed', (store) => store.update(id, values, version), writtenId),
    remove: (id, version) =>
      told(
        'deleted',
        (store) => store.remove(id, version),
        (done) => (done === true ? id : null),
      ),
  };
}

/** Of what was refused, or was not there, nothing is told. */
function writtenId(done: Awaited<ReturnType<ResourceStore['update']>>): number | null {
  return done !== null && 'id' in done ? done.id : null;
}
