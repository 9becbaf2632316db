import type { Read } from '../../core/kernel/read-value.ts';
import { SentFile } from '../../core/kernel/sent-file.ts';
import type { FileField, ImageField } from '../field.ts';

/** As REST framework's model fields: what people call a file has room in its column. */
const LONGEST_NAME = 100;
/** What shows nothing, or turns the order of what is shown: a name is read by people, and stands in a header. */
const UNSHOWN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Reads a file that somebody sent; whether it is a picture is found out when it is drawn. In REST framework's codes. */
export function readFile(field: FileField | ImageField, raw: unknown): Read<SentFile> {
  if (!(raw instanceof SentFile)) return { problem: { code: 'not_a_file' } };
  const name = ownName(raw.name);
  const length = [...name].length;
  const { maxBytes } = field;
  if (name === '') return { problem: { code: 'no_name' } };
  if (raw.content.length === 0) return { problem: { code: 'empty_file' } };
  if (length > LONGEST_NAME)
    return { problem: { code: 'max_name_length', params: { max_length: LONGEST_NAME, length } } };
  if (maxBytes !== undefined && raw.content.length > maxBytes)
    return { problem: { code: 'max_file_bytes', params: { max_bytes: maxBytes } } };
  if (field.type === 'file' && !field.extensions.includes(extensionOf(name)))
    return {
      problem: {
        code: 'invalid_extension',
        params: { extension: extensionOf(name), allowed_extensions: field.extensions.join(', ') },
      },
    };
  return { value: raw.called(name) };
}

/** Without folders, whichever way they are written: some clients send the whole path. */
function ownName(sent: string): string {
  const last = sent.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const shown = last.replace(UNSHOWN, '').trim();
  return shown === '.' || shown === '..' ? '' : shown;
}

function extensionOf(name: string): string {
  return name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : '';
}
