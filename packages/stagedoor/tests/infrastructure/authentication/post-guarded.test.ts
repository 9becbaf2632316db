import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { postGuarded } from '../../../src/infrastructure/authentication/post-guarded.ts';

let server: Server;
const closed = async (socket: Socket) => {
  if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
};

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function postTo(answer: (socket: Socket) => void) {
  let socket: Socket | undefined;
  server = createServer((request) => {
    socket = request.socket;
    answer(request.socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const outcome = await postGuarded({
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    headers: {},
    body: '{}',
    allowsPrivate: true,
    allowedBy: 'A_SETTING',
    signal: AbortSignal.timeout(3_000),
  }).then(
    ({ statusCode }) => `answered ${statusCode}`,
    (error: Error) => error.message,
  );
  return { outcome, socket: socket as Socket };
}

test('a receiver that switches protocols has failed at once, and its connection ends', async () => {
  const { outcome, socket } = await postTo((open) =>
    open.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
  );
  expect(outcome).toBe('the receiver answered 101');
  await closed(socket);
});

test('a switch to no protocol by name is an answer', async () => {
  const { outcome } = await postTo((open) => open.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
  expect(outcome).toBe('answered 101');
});

test.each([
  ['nothing', ''],
  ['a hundred and nothing more', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ['half a head', 'HTTP/1.1 200 OK\r\nContent'],
])('a receiver that says %s and closes has failed at once', async (_, head) => {
  const { outcome } = await postTo((open) => open.end(head));
  expect(outcome).not.toMatch(/answered|abort|time/);
});
