import { isMultipart, parseBody, type RawFields, readMultipart } from '../request/body.ts';
import type { HttpRequest } from '../request/http-request.ts';
import type { Multipart } from '../request/multipart-body.ts';
import { RequestProblem } from '../request/problem.ts';

/** What was sent with one request, parsed once. */
export class BodyHandle {
  readonly #request: HttpRequest;
  readonly #maxBytes: number;
  #fields: RawFields | undefined;
  #files: Multipart['files'] = new Map();

  constructor(request: HttpRequest, maxBytes: number) {
    this.#request = request;
    this.#maxBytes = maxBytes;
  }

  /** @throws RequestProblem `parse-error`, `unsupported-media-type` */
  async read(): Promise<void> {
    const { headers, body } = this.#request;
    if (!isMultipart(headers) || isRead(body) || this.#fields !== undefined) return;
    const { fields, files } = await readMultipart(headers, body as Buffer | undefined);
    this.#fields = fields;
    this.#files = files;
  }

  /** By the names of their fields, once a form with files was read. */
  get files(): Multipart['files'] {
    return this.#files;
  }

  /** @throws RequestProblem `parse-error`, `unsupported-media-type`, `body-too-large`; AccountsError `invalid-input` */
  fields(): RawFields {
    const { body } = this.#request;
    this.#fields ??= isRead(body)
      ? body
      : parseBody(this.#request, this.#unlessTooLarge(body as Buffer | undefined));
    return this.#fields;
  }

  /** Where files are taken longer bodies come in, and of those JSON and forms would be slow to parse. */
  #unlessTooLarge(body: Buffer | undefined): Buffer | undefined {
    const maxBytes = this.#maxBytes;
    if (body !== undefined && body.length > maxBytes)
      throw new RequestProblem({ code: 'body-too-large', maxBytes });
    return body;
  }
}

/** Whether a parser of the application that accounts are mounted in has made fields of the body already. */
function isRead(body: unknown): body is RawFields {
  return typeof body === 'object' && body !== null && !Buffer.isBuffer(body);
}
