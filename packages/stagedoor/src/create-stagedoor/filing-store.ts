import type { Dependencies, Stores } from '../core/dependencies.ts';
import { askForSweep } from '../core/file/feature.ts';
import { keepFile } from '../core/file/keep-file.ts';
import { removeUnusedFile } from '../core/file/remove-unused.ts';
import { AccountsError, fieldRefusal } from '../core/kernel/errors.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import { SentFile } from '../core/kernel/sent-file.ts';
import type { PictureFrame } from '../core/picture/dependencies.ts';
import { connectionOf } from '../infrastructure/database/stores.ts';
import type { FileField, ImageField } from '../resource/field.ts';
import { KeptFile } from '../resource/file/kept-file.ts';
import { fileFields } from '../resource/file-fields.ts';
import type { Values } from '../resource/read/read-row.ts';
import type { ResourcePlace } from '../resource/resource.ts';
import type { ResourceStore, StoredRow } from '../resource/resource-store.ts';
import { ownerName } from './file-owners.ts';
import { FileKeptBefore, rememberSaved, takeSaved } from './saved-meanwhile.ts';

const LARGEST_SIDE = 2_048;

interface Filing extends ResourcePlace {
  readonly ports: Pick<
    Dependencies,
    'transact' | 'files' | 'fileOwners' | 'fileStorage' | 'drawPicture' | 'clock'
  >;
  /** Whether rows of others that have files may go with one of these. */
  readonly takesFilesAlong: boolean;
  storeOver(stores: Stores): ResourceStore;
}

/**
 * A store that keeps the files of its rows: they are saved before the row is written, and those of before are removed by a job that is written
 * with it, once no row has them.
 */
export function filingStore(
  stores: Stores,
  { feature, resource, ports, takesFilesAlong, storeOver }: Filing,
): ResourceStore {
  const fields = fileFields(resource.fields);
  const isInside = () => connectionOf(stores).db.isTransaction;
  const within = <Done>(work: (inside: Stores) => Promise<Done>): Promise<Done> =>
    isInside() ? work(stores) : ports.transact(work);
  const ownerOf = (field: string) => ownerName(feature, resource.name, field);
  /** Saves what was handed in, and has it removed at once where the row is not written. */
  const filed = async <Done>(values: Values, write: (kept: Values) => Promise<Done>): Promise<Done> => {
    const sent = fields.flatMap(([name, field]) => {
      const value = values[name];
      return value instanceof SentFile ? [{ name, field, sent: value }] : [];
    });
    if (sent.length === 0) return await write(values);
    if (isInside()) return await write({ ...values, ...keptBefore(sent) });
    const kept: Record<string, string> = {};
    const discard = async () => {
      for (const [name, file] of Object.entries(kept))
        await removeUnusedFile(ports, { file, owner: ownerOf(name) });
    };
    try {
      for (const one of sent)
        kept[one.name] = takeSaved(one.sent, ownerOf(one.name), now()) ?? (await keptFile(one));
      const done = await write({ ...values, ...kept });
      if (done === null) keepForAnotherLook(sent, kept);
      else if (!isWritten(done)) await discard();
      return done;
    } catch (error) {
      // After a fault nobody knows what was written: then the job that waits for it finds out.
      if (error instanceof AccountsError) await discard();
      throw error;
    }
  };
  const now = () => ports.clock.now();
  /** Whether the transaction is kept or not, a job finds out whether a row has them. */
  const keptBefore = (sent: readonly Handed[]) =>
    Object.fromEntries(
      sent.map(({ name, sent: file }) => {
        const before = FileKeptBefore.of(file, ownerOf(name), now());
        if (before === undefined)
          throw new PlainError(
            `Saving a file takes time: in a transaction, what \`files.keep\` answered no more than ten minutes ago is said of ${name}.`,
          );
        return [name, before] as const;
      }),
    );
  const keepForAnotherLook = (sent: readonly Handed[], kept: Readonly<Record<string, string>>) => {
    for (const { name, sent: file } of sent)
      rememberSaved(file, { owner: ownerOf(name), file: kept[name] ?? '' }, now());
  };
  const keptFile = async ({ name, field, sent }: Handed): Promise<string> => {
    const file = await keepFile(ports, { sent, owner: ownerOf(name), frame: frameOf(field) });
    if (file === null) throw fieldRefusal(name, 'invalid_image');
    return file;
  };
  /** What a row had and has no longer. */
  const release = async ({ jobs }: Stores, before: StoredRow | null, names: readonly string[]) => {
    for (const name of names) {
      const file = before?.[name];
      if (file instanceof KeptFile)
        await jobs.enqueue({ name: 'remove-unused-file', file: file.text, owner: ownerOf(name) });
    }
  };
  return {
    ...storeOver(stores),
    create: (id, values) => filed(values, (kept) => storeOver(stores).create(id, kept)),
    update: (id, values, version) =>
      filed(values, (kept) => {
        const changed = fields.map(([name]) => name).filter((name) => Object.hasOwn(kept, name));
        if (changed.length === 0) return storeOver(stores).update(id, kept, version);
        return within(async (inside) => {
          const store = storeOver(inside);
          const before = await store.find(id);
          const done = await store.update(id, kept, version);
          if (isWritten(done)) await release(inside, before, changed);
          return done;
        });
      }),
    remove: (id, version) =>
      within(async (inside) => {
        const store = storeOver(inside);
        const before = fields.length === 0 ? null : await store.find(id);
        const done = await store.remove(id, version);
        if (done !== true) return done;
        await release(
          inside,
          before,
          fields.map(([name]) => name),
        );
        if (takesFilesAlong) await askForSweep(inside);
        return done;
      }),
  };
}

interface Handed {
  readonly name: string;
  readonly field: FileField | ImageField;
  readonly sent: SentFile;
}

export function frameOf(field: FileField | ImageField): PictureFrame | null {
  return field.type === 'file' ? null : { fit: 'inside', side: field.maxSide ?? LARGEST_SIDE };
}

/** A row, and no conflict. */
function isWritten(done: unknown): boolean {
  return typeof done === 'object' && done !== null && 'id' in done;
}
