/** A file as somebody hands it in: what they call it, and what is in it. What it says of itself beside that is not believed of a file. */
export class SentFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** The content type that its sender names, or nothing. */
  readonly type: string;

  /** @example new SentFile('report.pdf', await readFile('/tmp/report.pdf')) */
  constructor(name: string, content: Uint8Array, type = '') {
    this.name = name;
    this.content = content;
    this.type = type;
  }
}
