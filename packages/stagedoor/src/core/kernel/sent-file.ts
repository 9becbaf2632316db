/** A file as somebody hands it in: what they call it, and what is in it. What it says of itself beside that is not believed of a file. */
export class SentFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** The content type that its sender names, or nothing. */
  readonly type: string;
  #handedIn: SentFile = this;

  /** @example new SentFile('report.pdf', await readFile('/tmp/report.pdf')) */
  constructor(name: string, content: Uint8Array, type = '') {
    this.name = name;
    this.content = content;
    this.type = type;
  }

  /** As it was handed in, whatever it is called since: two of one content are two. */
  get handedIn(): SentFile {
    return this.#handedIn;
  }

  /** The same by another name, and without what its sender says of it. */
  called(name: string): SentFile {
    const file = new SentFile(name, this.content);
    file.#handedIn = this.#handedIn;
    return file;
  }
}
