import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json as readJson } from 'node:stream/consumers';

/*
 * As much of Next's page router as such front ends need: handlers of pages/api with a parsed body and `status().json()`,
 * and pages whose getServerSideProps answers properties or a redirect. examples/nextjs has the real thing.
 */

export type NextRequest = IncomingMessage & { body: unknown };
export type NextResponse = ServerResponse & { status(code: number): { json(value: unknown): void } };
export type ApiHandler = (request: NextRequest, response: NextResponse) => Promise<void>;

export interface PageContext {
  readonly req: IncomingMessage;
}
type Redirect = { readonly destination: string; readonly permanent: boolean };
type Found = { readonly props: object } | { readonly redirect: Redirect };

export interface Page {
  getServerSideProps(context: PageContext): Promise<Found>;
  /** Draws the page: plain text is enough here. */
  draw(props: never): string;
}

export interface NextServer {
  readonly origin: string;
  close(): Promise<void>;
}

export async function startNextServer(routes: {
  readonly api: Readonly<Record<string, ApiHandler>>;
  readonly pages: Readonly<Record<string, Page>>;
}): Promise<NextServer> {
  const server = createServer(async (request, response) => {
    const handler = routes.api[request.url ?? ''];
    const page = routes.pages[request.url ?? ''];
    if (handler) await answerApi(handler, request, response);
    else if (page) await answerPage(page, request, response);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answerApi(handler: ApiHandler, request: IncomingMessage, response: ServerResponse) {
  const hasBody = request.headers['content-type'] === 'application/json';
  const status = (code: number) => {
    response.statusCode = code;
    return {
      json(value: unknown) {
        response.setHeader('content-type', 'application/json; charset=utf-8');
        response.end(JSON.stringify(value));
      },
    };
  };
  const body = hasBody ? await readJson(request) : undefined;
  await handler(Object.assign(request, { body }), Object.assign(response, { status }));
}

async function answerPage(page: Page, req: IncomingMessage, response: ServerResponse) {
  const found = await page.getServerSideProps({ req });
  if ('redirect' in found) {
    const { destination, permanent } = found.redirect;
    response.writeHead(permanent ? 308 : 307, { location: destination }).end();
  } else {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(page.draw(found.props as never));
  }
}
