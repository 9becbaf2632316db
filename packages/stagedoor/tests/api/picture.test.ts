import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hours } from '../../src/core/kernel/clock.ts';
import { checkAnswer } from '../support/answer-check.ts';
import { databases } from '../support/databases.ts';
import { photo } from '../support/pictures.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const OWN = '/api/users/me/picture/';

describe.each(databases)('the picture of a user on $database', ({ open }) => {
  let site: RealSite;
  let drop: () => Promise<void>;
  let token: string;

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    site = await openRealSite({
      env: { ...database.env, USER_PICTURES: 'true', UPLOAD_LIMIT_BYTES: '100000' },
    });
    await site.addPerson('ana');
    token = await tokenOf('ana');
  });
  afterAll(async () => {
    await site.close();
    await drop();
  });

  async function tokenOf(username: string): Promise<string> {
    const payload = { username, password: PASSWORD };
    const answer = await site.app.inject({ method: 'POST', url: '/api/token/', payload });
    return answer.json<{ access: string }>().access;
  }
  const send = async (
    method: 'GET' | 'PUT' | 'DELETE',
    sent?: { type: string; body: Buffer | string },
    bearer = token,
  ) => {
    const headers = {
      ...(bearer === '' ? {} : { authorization: `Bearer ${bearer}` }),
      ...(sent === undefined ? {} : { 'content-type': sent.type }),
    };
    const request = { method, url: OWN, headers };
    const response = await site.app.inject(sent === undefined ? request : { ...request, payload: sent.body });
    checkAnswer(site.app, { method, url: OWN }, response);
    return {
      status: response.statusCode,
      body: response.body === '' ? null : response.json<{ picture: string | null }>(),
    };
  };
  const me = async () => {
    const request = {
      method: 'GET',
      url: '/api/users/me/',
      headers: { authorization: `Bearer ${token}` },
    } as const;
    const response = await site.app.inject(request);
    checkAnswer(site.app, request, response);
    return response.json<Record<string, unknown>>();
  };
  const put = async (sent?: Buffer) =>
    await send('PUT', { type: 'image/jpeg', body: sent ?? (await photo()) });
  const show = async (address: string) =>
    await site.app.inject({ method: 'GET', url: new URL(address).pathname });
  const files = async () =>
    await readdir(join(site.stagedoor.config.dataDir, 'media', 'avatars')).catch((): string[] => []);

  it('is nobody’s before they show one, and a stranger’s never', async () => {
    expect((await send('GET')).body).toEqual({ picture: null });
    expect(await me()).toHaveProperty('picture', null);
    expect((await send('GET', undefined, '')).status).toBe(401);
    expect((await send('PUT', { type: 'image/png', body: await photo('png') }, '')).status).toBe(401);
    expect((await send('DELETE')).status).toBe(204);
    expect(await files()).toEqual([]);
  });

  it('is served as nothing but a picture, to whoever has its address', async () => {
    const { status, body } = await put();
    expect(status).toBe(200);
    // Asked before it was there: what is remembered of who asks does not hold it.
    expect(await me()).toHaveProperty('picture', body?.picture);
    const shown = await show(body?.picture ?? '');
    expect(shown.statusCode).toBe(200);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': 'public, max-age=3600, immutable',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(await sharp(shown.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 512 });
    expect(shown.headers['set-cookie']).toBeUndefined();
    for (const path of [
      '/media/avatars/x.webp',
      `/media/avatars/${'0'.repeat(32)}.webp`,
      '/media/avatars/..%2f..%2fstagedoor.db',
    ])
      expect((await show(`http://site${path}`)).statusCode, path).toBe(404);
  });

  it('comes as the file of a form, too', async () => {
    const form = new FormData();
    form.append(
      'picture',
      new File([new Uint8Array(await photo('gif'))], '../../evil.php', { type: 'image/gif' }),
    );
    const encoded = new Response(form);
    const type = encoded.headers.get('content-type') ?? '';
    const { status, body } = await send('PUT', { type, body: Buffer.from(await encoded.arrayBuffer()) });
    expect(status).toBe(200);
    expect(body?.picture).toMatch(/\/media\/avatars\/[0-9a-f]{32}\.webp$/);
  });

  it('is refused where nothing, no picture or too much was sent', async () => {
    const before = (await send('GET')).body;
    expect(await send('PUT')).toMatchObject({ status: 400, body: { picture: ['No file was submitted.'] } });
    const wrong = await send('PUT', { type: 'image/png', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
    expect(wrong).toMatchObject({ status: 400, body: { picture: [expect.stringContaining('valid image')] } });
    expect((await put(Buffer.alloc(100_001, 255))).status).toBe(413);
    expect((await send('GET')).body).toEqual(before);
  });

  it('leaves no file behind: neither of the one before, nor of one that became nobody’s', async () => {
    const { body: before } = await put();
    await put();
    await site.stagedoor.backgroundWork.drain();
    expect(await files()).toHaveLength(1);
    expect((await show(before?.picture ?? '')).statusCode).toBe(404);
    expect((await send('DELETE')).status).toBe(204);
    await site.stagedoor.backgroundWork.drain();
    expect(await files()).toEqual([]);
    expect((await send('GET')).body).toEqual({ picture: null });
  });

  it('stays where the job that would have cleaned up after a kill comes late', async () => {
    await put();
    site.clock.advance(hours(2));
    token = await tokenOf('ana');
    await site.stagedoor.backgroundWork.drain();
    expect(await files()).toHaveLength(1);
  });

  it('goes with its user, by a job', async () => {
    const ben = await site.addPerson('ben');
    const bens = await tokenOf('ben');
    const { body } = await send('PUT', { type: 'image/png', body: await photo('png') }, bens);
    expect(await files()).toHaveLength(2);
    await site.stagedoor.useCases.user.remove({ by: 'operator', userId: ben.id });
    expect((await show(body?.picture ?? '')).statusCode).toBe(404);
    await site.stagedoor.backgroundWork.drain();
    expect(await files()).toHaveLength(1);
  });

  it('is in the download of one’s data, by its name', async () => {
    const [user] = (await site.stagedoor.useCases.user.list({})).rows;
    expect(user?.username).toBe('ana');
    const { picture } = (await send('GET')).body ?? {};
    const kept = await site.stagedoor.useCases.picture.find({ userId: user?.id ?? 0 });
    expect(picture).toContain(kept?.file);
  });
});

describe('a site without pictures', () => {
  it('has no address for them', async () => {
    const site = await openRealSite();
    expect((await site.app.inject({ method: 'GET', url: OWN })).statusCode).toBe(404);
    expect(
      (await site.app.inject({ method: 'GET', url: `/media/avatars/${'0'.repeat(32)}.webp` })).statusCode,
    ).toBe(404);
    await site.close();
  });
});
