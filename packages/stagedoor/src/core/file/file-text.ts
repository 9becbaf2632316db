import { randomBytes } from 'node:crypto';

/** In which folder of the storage the files of rows are. */
const FOLDER = 'files';
const TEXT = /^([0-9a-f]{32}\.[a-z0-9]{1,8})\/(.+)$/su;
const EXTENSION = /\.([a-z0-9]{1,8})$/;

/** Where a file lies in the storage, and what whoever sent it calls it. */
export interface FileText {
  readonly text: string;
  readonly stored: string;
  readonly name: string;
}

/** A file as a column holds it: a random name, which is given once, and what people call it. `3f0a….pdf/report.pdf`. */
export function newFileText(name: string): string {
  const extension = EXTENSION.exec(name.toLowerCase())?.[1] ?? 'bin';
  return `${randomBytes(16).toString('hex')}.${extension}/${name}`;
}

/** Null for a text that we did not write. */
export function readFileText(text: string): FileText | null {
  const [, stored, name] = TEXT.exec(text) ?? [];
  return stored === undefined || name === undefined ? null : { text, stored: `${FOLDER}/${stored}`, name };
}
