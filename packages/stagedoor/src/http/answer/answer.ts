import type { FileContent } from '../../core/kernel/file-storage.ts';

/** Further response headers, lower-case names. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/** What a handler answers. Cookies and security headers are added on the way out. */
export type Answer =
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: AnswerHeaders;
    }
  /** JSON that was already written down, to answer the same again without the work. */
  | {
      readonly kind: 'json-text';
      readonly status: number;
      readonly text: string;
      readonly headers?: AnswerHeaders;
    }
  | {
      readonly kind: 'page';
      readonly status: number;
      readonly html: string;
      readonly headers?: AnswerHeaders;
    }
  | FileAnswer
  | {
      readonly kind: 'redirect';
      readonly status: number;
      readonly location: string;
      readonly headers?: AnswerHeaders;
    }
  | { readonly kind: 'empty'; readonly status: number; readonly headers?: AnswerHeaders };

/** A file: a text, bytes, one of a storage, or parts of a text that are sent while they are made. */
export interface FileAnswer {
  readonly kind: 'file';
  readonly status: number;
  readonly body: string | Uint8Array | FileContent | AsyncIterable<string>;
  /** How long what is sent while it is made may take: then the connection ends. */
  readonly longestMs?: number;
  readonly headers: AnswerHeaders;
}

/** An answer with a JSON body. */
export type JsonAnswer = Extract<Answer, { readonly kind: 'json' | 'json-text' }>;

export function isJson(answer: Answer): answer is JsonAnswer {
  return answer.kind === 'json' || answer.kind === 'json-text';
}

export function json(body: unknown, status = 200, headers: AnswerHeaders = {}): Answer {
  return { kind: 'json', status, body, headers };
}

export function page(html: string, status = 200, headers: AnswerHeaders = {}): Answer {
  return { kind: 'page', status, html, headers };
}

/** After a POST the browser comes back by GET: 302 as Django's views do, unless told otherwise. */
export function redirect(location: string, status: 301 | 302 | 303 = 302): Answer {
  return { kind: 'redirect', status, location };
}

/** 204, and nothing else. */
export function empty(headers: AnswerHeaders = {}): Answer {
  return { kind: 'empty', status: 204, headers };
}

/** A file to be saved, never shown in the site's own context (ASVS V3.2.1). `fileName` is ASCII, without quotes. */
export function download<Body extends FileAnswer['body']>(
  body: Body,
  file: { name: string; type: string },
): FileAnswer & { readonly body: Body } {
  return {
    kind: 'file',
    status: 200,
    body,
    headers: { 'content-type': file.type, 'content-disposition': `attachment; filename="${file.name}"` },
  };
}
