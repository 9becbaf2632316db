import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { useSites } from '../cli/sites.ts';
import { codeBlocks, readDocument, sections } from './markdown.ts';

const page = readDocument('docs/guides/webhooks.md');
const sites = useSites();

/** The commands of a part of the page, as words. */
function commandsOf(title: string): string[][] {
  const blocks = codeBlocks(sections(page, 2).get(title) ?? '').filter(({ language }) => language === 'sh');
  const lines = blocks.flatMap(({ code }) => code.trim().split('\n'));
  return lines.map((line) =>
    [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? ''),
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('the guide to webhooks: its commands run, and its receiver believes what they send', async () => {
  const site = await sites.onSqlite({ WEBHOOK_ALLOW_PRIVATE: 'true' });
  const port = await freePort();
  const run = async ([npx, stagedoor, ...words]: readonly string[]) => {
    expect([npx, stagedoor]).toEqual(['npx', 'stagedoor']);
    const here = words.map((word) => word.replace('https://example.org', `http://127.0.0.1:${port}`));
    return await site.run(here);
  };
  await site.run(['migrate']);
  const [add, ...others] = commandsOf('Add an endpoint');
  const added = await run(add ?? []);
  const [secret = ''] = /whsec_\S+/.exec(added.stdout) ?? [];
  expect(secret).not.toBe('');

  const file = `${site.folder}/receiver.mjs`;
  const [receiver] = codeBlocks(sections(page, 2).get('Receive') ?? '').filter(
    ({ language }) => language === 'js',
  );
  const library = inCheckout('node_modules/standardwebhooks/dist/index.js');
  writeFileSync(
    file,
    (receiver?.code ?? '').replace(
      "import { Webhook } from 'standardwebhooks'",
      `import library from '${library}'; const { Webhook } = library`,
    ),
  );
  const child = spawn(process.execPath, [file], { env: { PORT: String(port), WEBHOOK_SECRET: secret } });
  try {
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    await expect.poll(async () => (await run(others[0] ?? [])).exitCode, { timeout: 20_000 }).toBe(0);
    expect(told).toContain('webhook.test');
    expect((await run(others[1] ?? [])).stdout).toContain('The club');

    await site.run(['createsuperuser', '--noinput', '--username', 'ana', '--email', 'ana@example.org'], {
      environment: { DJANGO_SUPERUSER_PASSWORD: 'Brass lamp 1 over the door' },
    });
    const stagedoor = await sites.lookInto(site, { WEBHOOK_ALLOW_PRIVATE: 'true' });
    await stagedoor.backgroundWork.drain();
    expect(told).toContain('user.created');
    for (const title of ['What was sent', 'When it fails for days', 'Change a secret'])
      for (const words of commandsOf(title)) {
        const outcome = await run(words);
        expect(outcome, words.join(' ')).toMatchObject({ exitCode: 0 });
        // Nothing failed here, so nothing is disabled.
        if (words.includes('enable')) expect(outcome.stdout).toContain('is enabled already');
      }
    await stagedoor.backgroundWork.drain();
    // Sent again, and known by its id.
    expect(told.match(/user\.created/g)).toHaveLength(1);
  } finally {
    child.kill();
  }
});
