import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An API outside that knows people by name and password, on a real listener. */
export interface OutsideApi {
  readonly url: string;
  /** The forms that came, newest last. */
  readonly asked: URLSearchParams[];
  /** How many connections were made. */
  readonly connections: () => number;
  /** What it does with a form from now on. */
  answer: (form: URLSearchParams, response: ServerResponse, request: IncomingMessage) => void;
  close(): Promise<void>;
}

/** Answers 200 with a person, as Django's JSON views do. */
export function tell(response: ServerResponse, person: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof person === 'string' ? person : JSON.stringify(person));
}

export async function startOutsideApi(
  certificate: { readonly key: string; readonly cert: string } | null = null,
): Promise<OutsideApi> {
  let connections = 0;
  const listener: RequestListener = async (request, response) => {
    const form = new URLSearchParams(await text(request).catch(() => ''));
    api.asked.push(form);
    api.answer(form, response, request);
  };
  const server = certificate === null ? createServer(listener) : createSecureServer(certificate, listener);
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const api: OutsideApi = {
    url:
      certificate === null ? `http://127.0.0.1:${port}/auth/login/` : `https://localhost:${port}/auth/login/`,
    asked: [],
    connections: () => connections,
    answer: (_, response) => tell(response, { detail: 'no' }, 401),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return api;
}
