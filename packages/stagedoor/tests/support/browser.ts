import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { checkAnswer } from './answer-check.ts';

type Sent = Omit<InjectOptions, 'method' | 'url'>;

/**
 * A visitor: keeps cookies like a browser, and echoes the CSRF cookie as a script of the site would. Everything that the
 * JSON API answers is held to the OpenAPI document.
 */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  readonly #origin: URL;
  readonly #headers: Record<string, string>;

  constructor(app: FastifyInstance, origin: URL, headers: Record<string, string> = {}) {
    this.#app = app;
    this.#origin = origin;
    this.#headers = headers;
  }

  get(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.request('GET', url, { headers });
  }

  /** JSON with the CSRF token of the cookie, where there is one. */
  post(
    url: string,
    payload: object = {},
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    return this.request('POST', url, { payload, headers: { ...this.csrfHeader(), ...headers } });
  }

  /** An unsafe request of any method, with the CSRF token of the cookie. */
  send(method: 'PATCH' | 'PUT' | 'DELETE', url: string, payload?: object): Promise<LightMyRequestResponse> {
    return this.request(method, url, { headers: this.csrfHeader(), ...(payload ? { payload } : {}) });
  }

  form(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = new URLSearchParams(fields).toString();
    return this.request('POST', url, { payload, headers: { ...type, ...this.csrfHeader(), ...headers } });
  }

  async request(method: string, url: string, sent: Sent = {}): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      host: this.#origin.host,
      ...this.#headers,
      ...(cookie === '' ? {} : { cookie }),
      ...sent.headers,
    };
    const response = await this.#app.inject({ ...sent, method: method as 'GET', url, headers });
    checkAnswer(this.#app, { method, url }, response);
    for (const { name, value, maxAge } of response.cookies) {
      if (maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  cookie(name: string): string | undefined {
    const found = [...this.cookies].find(([known]) => known.replace(/^__(?:Host|Secure)-/, '') === name);
    return found?.[1];
  }

  csrfHeader(): Record<string, string> {
    const token = this.cookie('csrftoken');
    return token === undefined ? {} : { 'x-csrftoken': token };
  }
}
