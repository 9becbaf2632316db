import Fastify from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { stagedoorPlugin } from '../../src/server/stagedoor-plugin.ts';
import { openSite, type Site } from '../support/open-site.ts';

let site: Site | null = null;
afterEach(() => site?.close());

async function openLogged(env: Record<string, string> = {}): Promise<{ site: Site; lines: string[] }> {
  const lines: string[] = [];
  const log = { write: (line: string) => void lines.push(line) };
  site = await openSite({ env: { LOG_LEVEL: 'warn', ...env }, log });
  return { site, lines };
}

test('a server that listens where links in e-mails do not lead says so', async () => {
  const { site, lines } = await openLogged();
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  expect(lines.join('')).toContain(
    'Links in e-mails lead to http://127.0.0.1:8000, but the server listens on',
  );
});

test('an application that accounts are mounted in says so too', async () => {
  const { site, lines } = await openLogged();
  const app = Fastify();
  await app.register(stagedoorPlugin, { stagedoor: site.stagedoor });
  await app.listen({ host: '127.0.0.1', port: 0 });
  await app.close();
  expect(lines.join('')).toContain('Links in e-mails lead to http://127.0.0.1:8000');
});

test('who sets PUBLIC_URL, as a proxy or container needs it, is believed', async () => {
  const { site, lines } = await openLogged({ PUBLIC_URL: 'http://localhost:8080' });
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  expect(lines).toEqual([]);
});

test('a server names variables that are nearly called as a setting, never their values', async () => {
  const { lines } = await openLogged({ SESION_COOKIE_AGE: '12345' });
  expect(lines.join('')).toContain('SESION_COOKIE_AGE is no setting and changes nothing');
  expect(lines.join('')).not.toContain('12345');
});

test('a server names settings that change nothing beside the others', async () => {
  const { lines } = await openLogged({ CORS_ALLOW_CREDENTIALS: 'true' });
  expect(lines.join('')).toContain(
    'CORS_ALLOW_CREDENTIALS changes nothing: it counts only with CORS_ALLOWED_ORIGINS.',
  );
});
