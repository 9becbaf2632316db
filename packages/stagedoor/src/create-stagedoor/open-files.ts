import type { Dependencies } from '../core/dependencies.ts';
import { keepFile } from '../core/file/keep-file.ts';
import { AccountsError, fieldRefusal } from '../core/kernel/errors.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import type { SentFile } from '../core/kernel/sent-file.ts';
import { fieldNamed } from '../resource/field-named.ts';
import type { Files } from '../resource/file/files.ts';
import { readFile } from '../resource/file/read-file.ts';
import { isFile } from '../resource/file-fields.ts';
import { placeOf } from '../resource/find-place.ts';
import type { Resource, ResourcePlace } from '../resource/resource.ts';
import { ownerName } from './file-owners.ts';
import { frameOf } from './filing-store.ts';
import { FileKeptBefore } from './saved-meanwhile.ts';

/** The files of a site's rows for its code. */
export function openFiles(
  places: readonly ResourcePlace[],
  ports: Pick<Dependencies, 'transact' | 'fileStorage' | 'drawPicture' | 'clock'>,
): Files {
  const ownerOf = (resource: Resource, field: string) => {
    const { feature } = placeOf(places, resource);
    return ownerName(feature, resource.name, field);
  };
  return {
    read: ({ stored }) => ports.fileStorage.open(stored),
    async keep(resource, name, sent: SentFile) {
      const owner = ownerOf(resource, name);
      const field = fieldNamed(resource.fields, name);
      if (field === undefined || !isFile(field))
        throw new PlainError(`${resource.name} has no field ${name} that keeps files.`);
      const read = readFile(field, sent);
      if ('problem' in read)
        throw new AccountsError({ code: 'invalid-input', fields: { [name]: [read.problem] } });
      const file = await keepFile(ports, { sent: read.value, owner, frame: frameOf(field) });
      if (file === null) throw fieldRefusal(name, 'invalid_image');
      return new FileKeptBefore(sent, { owner, file }, ports.clock.now());
    },
  };
}
