import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type Service, startServer, stopServer } from './service.ts';

/** A Redis that keeps nothing on disk, in a folder of its own that is gone afterwards. */
export async function startRedis(program: string): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'stagedoor-redis-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const port = await freePort();
    const settings = { bind: '127.0.0.1', port, dir: folder, save: '', appendonly: 'no' };
    const parameters = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const server = await startServer(program, parameters, { isReady: /Ready to accept connections/ });
    return { address: `redis://127.0.0.1:${port}`, stop: () => stopServer(server, 'SIGTERM').then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
