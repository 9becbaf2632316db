/** A file as somebody hands it in: what they call it, and what is in it. What it says of itself beside that is not believed. */
export class SentFile {
  readonly name: string;
  readonly content: Uint8Array;

  /** @example new SentFile('report.pdf', await readFile('/tmp/report.pdf')) */
  constructor(name: string, content: Uint8Array) {
    this.name = name;
    this.content = content;
  }
}
