import { connect, createServer, type Socket } from 'node:net';
import { redisUrl } from './services.ts';

/** A Redis that goes away when it is told to. */
export interface LeavingRedis {
  readonly url: string;
  /** Ends the connections there are; others may be made. */
  hangUp(): void;
  /** For good: nobody answers at its address any more. */
  leave(): Promise<void>;
}

export async function openLeavingRedis(): Promise<LeavingRedis> {
  const real = new URL(redisUrl());
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(Number(real.port), real.hostname);
    for (const end of [socket, onward]) sockets.add(end.on('error', () => end.destroy()));
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    url: `redis://127.0.0.1:${address.port}${real.pathname}`,
    hangUp,
    async leave() {
      const closed = new Promise((done) => {
        server.close(done);
      });
      hangUp();
      await closed;
    },
  };
}
