import type { Dependencies, Stores } from '../core/dependencies.ts';
import type { FileContent } from '../core/kernel/file-storage.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import { isRecord } from '../core/kernel/record-shape.ts';
import { referencesIn } from '../infrastructure/database/resource/referring-rows.ts';
import { createResourceFacts } from '../infrastructure/database/resource/resource-facts.ts';
import { createResourceStore } from '../infrastructure/database/resource/resource-store.ts';
import { connectionOf } from '../infrastructure/database/stores.ts';
import type { Way } from '../resource/account/writing.ts';
import type { HandledActions } from '../resource/action.ts';
import { applicationRows } from '../resource/application-rows.ts';
import type { Field, ReferenceField } from '../resource/field.ts';
import type { Files } from '../resource/file/files.ts';
import type { KeptFile } from '../resource/file/kept-file.ts';
import { hasFiles } from '../resource/file-fields.ts';
import { fieldAt, nameOf, placeFinder, placeOf } from '../resource/find-place.ts';
import { type GuardedRows, guardRows } from '../resource/guarded-rows.ts';
import type { NestedFields } from '../resource/largest-row.ts';
import { openRows, rowsOfPerson } from '../resource/open-rows.ts';
import type { Resource, ResourcePlace } from '../resource/resource.ts';
import type { ResourceStore } from '../resource/resource-store.ts';
import type { RowsBy, RowsFor } from '../resource/typed-rows.ts';
import type { FeatureCore } from './feature.ts';
import { filingStore } from './filing-store.ts';
import { nestedFields } from './nested-fields.ts';
import { openFiles } from './open-files.ts';
import { tellingStore } from './resource-events.ts';

/** A resource of a site, with its rows. */
export interface OpenedResource extends ResourcePlace {
  readonly rows: GuardedRows;
  /** In which ways it is written; left out, in all. Permissions are in none, and a role is given and taken. */
  readonly ways?: ReadonlySet<Way>;
  readonly nested: NestedFields;
  /** Does all of something with them in one transaction, or nothing; not of those that accounts keep. */
  together?<Done>(work: (rows: GuardedRows) => Promise<Done>): Promise<Done>;
  /** Its field of a name, by references too: `author__name`; left out, its own alone. */
  readonly fieldAt?: (name: string) => Field | undefined;
  /** What carries out its actions. */
  readonly handlers?: HandledActions['handlers'];
  /** What is in a file of a row; null where it is there no longer. */
  readFile?(file: KeptFile): Promise<FileContent | null>;
}

/** What a site keeps by declaration. */
export interface OpenedResources {
  /** Those of a feature. */
  of(feature: string): readonly OpenedResource[];
  /** The rows of all, for code, over what these stores are over: a transaction, or each call on its own. */
  rowsOver(stores: Stores): RowsFor;
  /** What is in their files, for code. */
  readonly files: Files;
}

/** What all features keep by declaration, over the database that the ports are over. */
export function openResources(
  features: readonly Pick<FeatureCore, 'name' | 'resources'>[],
  ports: Dependencies,
): OpenedResources {
  const places = features.flatMap(({ name, resources = [] }) =>
    resources.map((resource): ResourcePlace => ({ feature: name, resource })),
  );
  const open = opener(places, ports);
  const opened = places.map(
    (place): OpenedResource => ({
      ...place,
      rows: open(place, ports).guarded,
      together: (work) => ports.transact((stores) => work(open(place, stores).guarded)),
      readFile: ({ stored }) => ports.fileStorage.read(stored),
      fieldAt: (name) => fieldAt(places, place, name),
      nested: nestedFields(place, placeFinder(places, place), ports.settings),
    }),
  );
  return {
    of: (name) => opened.filter(({ feature }) => feature === name),
    files: openFiles(places, ports),
    rowsOver: (stores) => rowsFor(places, (place) => open(place, stores), ports.clock),
  };
}

/** Those with whose rows rows of others may go that have files, at whatever distance. */
function takingFilesAlong(places: readonly ResourcePlace[]): ReadonlySet<string> {
  const taking = new Set<string>();
  const losing = places.filter(({ resource }) => hasFiles(resource));
  // Grows while it is walked: what takes along what takes files along, does so too.
  for (const place of losing)
    for (const { to, onDelete } of referenceFieldsIn(place.resource)) {
      const other = onDelete === 'cascade' ? placeFinder(places, place)(to) : undefined;
      if (other === undefined || taking.has(nameOf(other))) continue;
      taking.add(nameOf(other));
      losing.push(other);
    }
  return taking;
}

function referenceFieldsIn({ fields }: Resource): readonly ReferenceField[] {
  return Object.values(fields).filter((field) => field.type === 'reference');
}

interface Opened {
  readonly store: ResourceStore;
  readonly guarded: GuardedRows;
}

/** Opens a resource over stores: with it those that its rows refer to, once they are asked for. */
function opener(
  places: readonly ResourcePlace[],
  ports: Dependencies,
): (place: ResourcePlace, stores: Stores) => Opened {
  const filing = takingFilesAlong(places);
  const references = referencesIn(places);
  return function open(place, stores) {
    const objects = ports.objectTypes.get(nameOf(place)) ?? null;
    const storeOver = (over: Stores) =>
      createResourceStore(connectionOf(over), place, { objects, references });
    const { resource } = place;
    const tellOver = (over: Stores) =>
      resource.events === true ? tellingStore(over, { ...place, ports, storeOver }) : storeOver(over);
    const takesFilesAlong = filing.has(nameOf(place));
    const store =
      takesFilesAlong || hasFiles(resource)
        ? filingStore(stores, { ...place, ports, takesFilesAlong, storeOver: tellOver })
        : tellOver(stores);
    const placeOf = placeFinder(places, place);
    const guarded = guardRows(place, store, {
      settings: ports.settings,
      roles: stores.roles,
      users: stores.users,
      pictures: stores.pictures,
      objects,
      policyFacts: createResourceFacts(connectionOf(stores), objects),
      othersOf(to) {
        const other = placeOf(to);
        return other === undefined ? undefined : open(other, stores).guarded;
      },
    });
    return { store, guarded };
  };
}

/** What was looked for and not found is nobody, and a visitor is null. */
function isSomebody(by: unknown): boolean {
  return by === 'application' || by === null || (isRecord(by) && isRecord(by.user));
}

function rowsFor(
  places: readonly ResourcePlace[],
  open: (place: ResourcePlace) => Opened,
  { now }: Dependencies['clock'],
): RowsFor {
  const opened = new Map<ResourcePlace, Opened>();
  const openOnce = (place: ResourcePlace) => {
    const found = opened.get(place) ?? open(place);
    opened.set(place, found);
    return found;
  };
  const rows = (resource: Resource, by: RowsBy) => {
    const place = placeOf(places, resource);
    if (!isSomebody(by)) throw new PlainError(`Whose rows of ${resource.name} they are is always said.`);
    const { store, guarded } = openOnce(place);
    if (by === 'application') return openRows(resource, applicationRows(resource, store, now));
    return openRows(
      resource,
      rowsOfPerson(resource, guarded, () => ({ principal: by, now: now() })),
    );
  };
  // Rows of the very declaration that is given.
  return rows as unknown as RowsFor;
}
