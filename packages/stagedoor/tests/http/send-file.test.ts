import Fastify from 'fastify';
import { afterAll, expect, it } from 'vitest';
import { createSecurityHeaders } from '../../src/http/answer/security-headers.ts';
import { sendAnswer } from '../../src/http/answer/send-answer.ts';

let opened = 0;
async function* parts() {
  opened += 1;
  yield Buffer.from('a film');
}

const headers = createSecurityHeaders({ isHttps: false, strictTransportSecurity: null, cors: null });
const app = Fastify();
for (const [url, body] of [
  ['/file', { size: 6, parts }],
  ['/list', parts() as unknown as AsyncIterable<string>],
] as const)
  app.get(url, (_, reply) =>
    sendAnswer(
      reply,
      { kind: 'file', status: 200, body, headers: { 'content-type': 'video/mp4' } },
      { headers, cookies: [], variesBy: 'nothing', allow: 'GET, HEAD' },
    ),
  );
afterAll(() => app.close());

it.each(['/file', '/list'])('reads nothing of %s for who asks for the headers alone', async (url) => {
  const asked = await app.inject({ method: 'HEAD', url });
  expect([asked.statusCode, asked.body, opened]).toEqual([200, '', 0]);
  const got = await app.inject({ method: 'GET', url });
  expect([got.body, opened]).toEqual(['a film', 1]);
  // A list that is made while it is sent has no length before.
  expect(asked.headers['content-length']).toBe(url === '/file' ? '6' : undefined);
  expect(asked.headers['content-length']).toBe(got.headers['content-length']);
  opened = 0;
});
