import type { Kysely } from 'kysely';
import type { Model } from '../model.ts';
import type { Tables } from '../tables.ts';

/** A permission that is wanted, by the number of its content type. */
interface Wanted {
  readonly typeId: number;
  readonly codename: string;
  readonly label: string;
}

interface Known {
  readonly typeIds: ReadonlyMap<string, number>;
  readonly permissions: ReadonlyMap<string, { readonly id: number; readonly name: string }>;
}

/**
 * Makes the content types and permissions that are missing, and mends labels that were changed; answers the models of which
 * something was made. Nothing is ever removed: people may have been given it.
 */
export async function addModels(db: Kysely<Tables>, models: readonly Model[]): Promise<readonly Model[]> {
  if (models.length === 0) return [];
  const before = await readKnown(db);
  const missing = models.filter((model) => !isThere(before, model));
  await addTypes(db, missing, before);
  const known = missing.length === 0 ? before : await readKnown(db);
  const wanted = models.flatMap((model) => wantedOf(known, model));
  await addPermissions(
    db,
    wanted.filter((one) => !known.permissions.has(keyOf(one))),
  );
  await mendLabels(db, wanted, known);
  return missing;
}

/** Those of which something is missing. */
export async function findMissing(db: Kysely<Tables>, models: readonly Model[]): Promise<readonly Model[]> {
  if (models.length === 0) return [];
  const known = await readKnown(db);
  return models.filter((model) => !isThere(known, model));
}

async function readKnown(db: Kysely<Tables>): Promise<Known> {
  const types = await db.selectFrom('django_content_type').selectAll().execute();
  const rows = await db.selectFrom('auth_permission').selectAll().execute();
  return {
    typeIds: new Map(
      types.map(({ id, app_label, model }) => [typeName({ app: app_label, name: model }), id]),
    ),
    permissions: new Map(
      rows.map((row) => [keyOf({ typeId: row.content_type_id, codename: row.codename }), row]),
    ),
  };
}

function isThere(known: Known, model: Model): boolean {
  return (
    known.typeIds.has(typeName(model)) &&
    wantedOf(known, model).every((one) => known.permissions.has(keyOf(one)))
  );
}

function wantedOf({ typeIds }: Known, model: Model): readonly Wanted[] {
  const typeId = typeIds.get(typeName(model)) ?? 0;
  return model.permissions.map((permission) => ({ ...permission, typeId }));
}

async function addTypes(db: Kysely<Tables>, models: readonly Model[], { typeIds }: Known): Promise<void> {
  const missing = new Map(models.map((model) => [typeName(model), model]));
  for (const name of typeIds.keys()) missing.delete(name);
  if (missing.size === 0) return;
  // In one statement and in this order, which the numbers follow.
  const rows = [...missing.values()].map(({ app, name }) => ({ app_label: app, model: name }));
  await db.insertInto('django_content_type').values(rows).execute();
}

async function addPermissions(db: Kysely<Tables>, missing: readonly Wanted[]): Promise<void> {
  if (missing.length === 0) return;
  const rows = missing.map(({ label, codename, typeId }) => ({
    name: label,
    content_type_id: typeId,
    codename,
  }));
  await db.insertInto('auth_permission').values(rows).execute();
}

async function mendLabels(
  db: Kysely<Tables>,
  wanted: readonly Wanted[],
  { permissions }: Known,
): Promise<void> {
  for (const one of wanted) {
    const row = permissions.get(keyOf(one));
    if (row === undefined || row.name === one.label) continue;
    await db.updateTable('auth_permission').set({ name: one.label }).where('id', '=', row.id).execute();
  }
}

function typeName({ app, name }: Pick<Model, 'app' | 'name'>): string {
  return `${app}.${name}`;
}

function keyOf({ typeId, codename }: Pick<Wanted, 'typeId' | 'codename'>): string {
  return `${typeId} ${codename}`;
}
