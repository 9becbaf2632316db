import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { announce } from './answer.ts';

const body = JSON.stringify({ id: 1, username: 'ana', filler: 'x'.repeat(164) });
const headers = {
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(body),
};

const server = createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(body);
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  const read = { method: 'GET', path: '/', headers: {} } as const;
  announce({ port, work: { read, guess: { ...read, method: 'POST', body: '{"password":"wrong"}' } } });
});
