import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { Browser } from '../browser.ts';
import { ShownPage } from './shown-page.ts';

const MOST_REDIRECTS = 5;
const BROWSER_HEADERS = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-language': 'en',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
};

export interface Submit {
  /** Which form, where the page has several. */
  readonly to?: string;
  readonly headers?: Record<string, string>;
}

/**
 * Somebody with a browser and no JavaScript: opens pages, follows redirects, fills in forms and sends them with
 * everything that stands in them.
 */
export class Visitor {
  readonly browser: Browser;
  readonly #origin: URL;
  #page: ShownPage | undefined;

  constructor(app: FastifyInstance, origin: URL, headers: Record<string, string> = {}) {
    this.#origin = origin;
    this.browser = new Browser(app, origin, { ...BROWSER_HEADERS, ...headers });
  }

  /** The page that is open. */
  get page(): ShownPage {
    if (!this.#page) throw new Error('No page is open yet.');
    return this.#page;
  }

  async open(url: string): Promise<ShownPage> {
    return await this.#follow(await this.browser.get(url), url);
  }

  /** Fills in `typed` and sends the form; a field set to null is not sent, as an unticked box. */
  async submit(typed: Record<string, string | null> = {}, options: Submit = {}): Promise<ShownPage> {
    const url = this.page.form(options.to).action;
    return await this.#follow(await this.send(typed, options), url);
  }

  /** The same, and the answer as it came. */
  async send(
    typed: Record<string, string | null> = {},
    { to, headers = {} }: Submit = {},
  ): Promise<LightMyRequestResponse> {
    const form = this.page.form(to);
    const filled = Object.entries({ ...form.fields, ...typed }).filter(([, value]) => value !== null);
    return await this.post(form.action, Object.fromEntries(filled) as Record<string, string>, headers);
  }

  /** A form sent by hand, to any address. */
  async post(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    return await this.browser.request('POST', url, {
      payload: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: this.#origin.origin,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    });
  }

  async #follow(first: LightMyRequestResponse, from: string): Promise<ShownPage> {
    let response = first;
    let url = from;
    for (let count = 0; response.statusCode >= 300 && response.statusCode < 400; count += 1) {
      if (count === MOST_REDIRECTS) throw new Error(`${from} leads in circles`);
      const target = new URL(String(response.headers.location), new URL(url, this.#origin));
      if (target.origin !== this.#origin.origin) throw new Error(`${from} leads away, to ${target.href}`);
      url = target.pathname + target.search;
      response = await this.browser.get(url);
    }
    this.#page = new ShownPage(response, url);
    return this.#page;
  }
}
