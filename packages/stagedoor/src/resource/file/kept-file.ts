import type { FileText } from '../../core/file/file-text.ts';

/** Where a file stands: in a field of a row, whose address leads to it. */
export interface FilePlace {
  /** Several of the resource, as its address says it. */
  readonly plural: string;
  readonly id: number;
  readonly field: string;
}

/** A file that a row has. Which bytes it stands for never changes: another file has another name in the storage. */
export class KeptFile {
  /** What whoever sent it calls it: `report.pdf`. */
  readonly name: string;
  /** Its name in the storage, which tells two files apart. */
  readonly stored: string;
  /** As the column of the row holds it. */
  readonly text: string;
  readonly place: FilePlace;

  constructor({ name, stored, text }: FileText, place: FilePlace) {
    this.name = name;
    this.stored = stored;
    this.text = text;
    this.place = place;
  }
}
