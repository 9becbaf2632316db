import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WebhookReceiver {
  /** Without the path. */
  readonly origin: string;
  readonly received: ReceivedWebhook[];
  /** How a path answers from now on; 204 where nothing is said. */
  readonly answers: Map<string, (response: ServerResponse) => unknown>;
  bodiesAt(path: string): readonly { readonly type: string; readonly data: unknown }[];
  close(): Promise<void>;
}

/** A real receiver of webhooks on this machine, whose paths each answer as a test says. */
export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const answers: WebhookReceiver['answers'] = new Map();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString() });
      const answer = answers.get(path) ?? statusOf(204);
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answers,
    bodiesAt: (path) => received.filter((one) => one.path === path).map(({ body }) => JSON.parse(body)),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export function statusOf(status: number, headers: Readonly<Record<string, string>> = {}) {
  return (response: ServerResponse) => response.writeHead(status, headers).end();
}

/** Takes the request, and answers nothing. */
export const silence = (): void => {};
