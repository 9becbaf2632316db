import { connect, createServer, type Socket } from 'node:net';

/** A way to PostgreSQL on which notifications can get lost, as behind a pooler that lends connections for a transaction. */
export interface NotificationThief {
  readonly url: string;
  isStealing: boolean;
  close(): void;
}

const NOTIFICATION = 'A'.charCodeAt(0);

export async function startNotificationThief(database: string): Promise<NotificationThief> {
  const target = new URL(database);
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(Number(target.port || 5432), target.hostname);
    const honest = createMessageFilter((type) => !(thief.isStealing && type === NOTIFICATION));
    client.pipe(server);
    server.on('data', (chunk) => client.write(honest(chunk)));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => one.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  const url = new URL(database);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' ? address?.port : '');
  const thief: NotificationThief = {
    url: url.href,
    isStealing: false,
    close() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return thief;
}

/** Passes on the whole messages that `isWanted` by their type: one byte, then four of length, which count themselves. */
function createMessageFilter(isWanted: (type: number) => boolean): (chunk: Buffer) => Buffer {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const wanted: Buffer[] = [];
    while (rest.length >= 5) {
      const length = 1 + rest.readUInt32BE(1);
      if (rest.length < length) break;
      if (isWanted(rest.readUInt8(0))) wanted.push(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
    return Buffer.concat(wanted);
  };
}
