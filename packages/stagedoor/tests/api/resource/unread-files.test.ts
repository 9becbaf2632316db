import { readdirSync, readlinkSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SentFile } from '../../../src/core/kernel/sent-file.ts';
import { defineResource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { photo } from '../../support/pictures.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';

const film = defineResource({
  name: 'film',
  fields: { reel: { type: 'file', extensions: ['mp4'] } },
  access: { action: 'view' },
});
const cinema = defineFeature(withTables('cinema', [film]));

const BYTES = 6_000_000;
const READERS = 40;
const IDLE_MS = 300;

/** What is in memory, and not what was and waits to be collected. */
function bytesInMemory(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().arrayBuffers;
}

describe('a file that somebody asks for and does not read', () => {
  let site: ResourceSite;
  let port: number;
  let folder: string;
  let memory: number;
  const connections = new Set<Socket>();
  const addresses = { film: '', picture: '' };

  beforeAll(async () => {
    site = await openResourceSite([cinema], async () => ({ env: {}, drop: async () => {} }), {
      USER_PICTURES: 'true',
    });
    const { stagedoor, app } = site.site;
    folder = join(stagedoor.config.dataDir, 'media');
    const sent = new SentFile('a.mp4', Buffer.from('x'));
    const { id } = await stagedoor.rows(film, 'application').create({ reel: sent });
    addresses.film = `/api/films/${id}/reel/`;
    const token = await site.tokenOf('ana');
    const { body } = await site.send(token, 'PUT', '/api/users/me/picture/', await photo(), {
      'content-type': 'image/jpeg',
    });
    addresses.picture = new URL(body.picture).pathname;
    // As large as a site may take them.
    for (const each of ['files', 'avatars'])
      for (const name of await readdir(join(folder, each)))
        await writeFile(join(folder, each, name), Buffer.alloc(BYTES, 7));
    app.server.on('connection', (socket) => connections.add(socket));
    memory = bytesInMemory();
    port = Number(new URL(await site.site.listen()).port);
  });
  afterAll(() => site.close());

  const openFiles = () =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
      } catch {
        return false;
      }
    }).length;
  const ended = async () => {
    for (let look = 0; look < 100 && openFiles() > 0; look += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return openFiles();
  };
  /** Asks, and takes what comes first and nothing after. */
  const ask = (path: string) =>
    new Promise<{ readonly socket: Socket; readonly begin: string }>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket
        .on('error', reject)
        .once('close', () => reject(new Error('cut off')))
        .once('data', (chunk) => {
          socket
            .pause()
            .off('error', reject)
            .on('error', () => {});
          resolve({ socket, begin: chunk.toString('latin1') });
        });
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    });

  it.each(['film', 'picture'] as const)('is not in memory (%s), and its reader is let go', async (which) => {
    const readers = await Promise.all(Array.from({ length: READERS }, () => ask(addresses[which])));
    expect(readers.every(({ begin }) => begin.startsWith('HTTP/1.1 200'))).toBe(true);
    expect(readers[0]?.begin.toLowerCase()).toContain(`content-length: ${BYTES}`);
    expect(bytesInMemory() - memory).toBeLessThan((READERS * BYTES) / 10);
    // As after a minute, which is what a connection has.
    for (const connection of connections) connection.setTimeout(IDLE_MS);
    expect(await ended()).toBe(0);
    for (const { socket } of readers) socket.destroy();
  });

  it('is open no longer once its reader goes away', async () => {
    const { socket } = await ask(addresses.film);
    expect(openFiles()).toBe(1);
    socket.destroy();
    expect(await ended()).toBe(0);
  });

  it('comes whole to who reads it, and not at all to who asks for the headers alone', async () => {
    const { app } = site.site;
    for (const url of Object.values(addresses)) {
      const got = await app.inject({ method: 'GET', url });
      expect([got.statusCode, got.rawPayload.equals(Buffer.alloc(BYTES, 7))]).toEqual([200, true]);
      const { 'content-length': length, 'content-type': type } = got.headers;
      const asked = await app.inject({ method: 'HEAD', url });
      expect(asked).toMatchObject({
        statusCode: 200,
        body: '',
        headers: { 'content-length': length, 'content-type': type },
      });
    }
  });

  it('is not found once it is there no longer', async () => {
    const { app } = site.site;
    for (const name of await readdir(join(folder, 'files'))) await rm(join(folder, 'files', name));
    expect((await app.inject({ method: 'GET', url: addresses.film })).statusCode).toBe(404);
    expect((await app.inject({ method: 'HEAD', url: addresses.film })).statusCode).toBe(404);
  });
});
