import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetsDirectory } from '../../src/ui/assets.ts';
import { renderPage } from '../../src/ui/page.tsx';
import { launchChromium } from '../support/page/window.ts';
import { sampled } from '../support/test-length.ts';
import { viewSamples } from './view-samples.tsx';

/*
 * Every view in a real browser under the strict policy, in both schemes and widths. With GALLERY=<folder> it also
 * takes a picture of each, for eyes.
 */

const gallery = process.env.GALLERY;
const only = process.env.GALLERY_ONLY?.split(',');
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const contentTypes: Record<string, string> = {
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** What differs in the dark is contrast; on the narrowest phone, what fits. */
const shapes: readonly { scheme: 'light' | 'dark'; width: number; rules: readonly string[] | 'all' }[] = [
  { scheme: 'light', width: 1280, rules: 'all' },
  { scheme: 'dark', width: 375, rules: ['color-contrast', 'target-size', 'scrollable-region-focusable'] },
  { scheme: 'light', width: 320, rules: [] },
];

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

let browser: Browser;
let server: Server;

/** Pages come from memory and assets from the build, which the browser keeps from one page to the next. */
async function serve(): Promise<Server> {
  const samples = viewSamples(process.env.GALLERY_LANGUAGE === 'es' ? 'es' : 'en');
  const server = createServer(({ url = '/' }, answer) => {
    const { pathname } = new URL(url, 'http://127.0.0.1');
    const name = basename(pathname);
    if (pathname.startsWith('/static/')) {
      const type = contentTypes[name.split('.').at(-1) ?? ''] ?? 'text/plain';
      answer.setHeader('content-type', type);
      answer.setHeader('cache-control', 'max-age=3600');
      return void answer.end(readFileSync(join(assetsDirectory, name)));
    }
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    const view = samples.get(name);
    if (!view) return void answer.end('<!doctype html><title>frame</title>');
    answer.setHeader('content-security-policy', POLICY);
    answer.end(renderPage(view));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

async function axeFindings(page: Page, rules: readonly string[] | 'all'): Promise<string[]> {
  const options = { resultTypes: ['violations'], ...(rules === 'all' ? {} : { runOnly: rules }) };
  const violations = await page.evaluate<AxeViolation[]>(
    `axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations)`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
  );
}

/** In a short run every second view is looked at in the dark too, which the parts it is made of have in common. */
async function findingsOf(page: Page, name: string, looks: typeof shapes): Promise<string[]> {
  const findings: string[] = [];
  await page.goto(`/${name}`, { waitUntil: 'load' });
  await page.evaluate(axeSource);
  for (const { scheme, width, rules } of looks) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    if (gallery) {
      await page.screenshot({ path: join(gallery, `${name}-${scheme}-${width}.png`), fullPage: true });
    }
    const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
    if (overflow > 0) findings.push(`${overflow}px wider than ${width}`);
    if (rules.length > 0) findings.push(...(await axeFindings(page, rules)));
  }
  return findings.map((finding) => `${name}: ${finding}`);
}

describe('every view, in a browser', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    if (gallery) await mkdir(gallery, { recursive: true });
    server = await serve();
    browser = await launchChromium();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  it('has no axe finding, no policy violation and no sideways scrolling, wide or narrow, light or dark', async () => {
    const context = await browser.newContext({ baseURL: originOf(server) });
    const page = await context.newPage();
    const findings: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') findings.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => findings.push(`${page.url()}: ${error.message}`));
    const names = [...viewSamples('en').keys()].filter((name) => !only || only.includes(name));
    const inAllShapes = new Set(gallery ? names : sampled(names, 2));
    for (const name of names) {
      const looks = inAllShapes.has(name) ? shapes : shapes.filter(({ scheme }) => scheme === 'light');
      findings.push(...(await findingsOf(page, name, looks)));
    }
    await context.close();
    expect(findings).toEqual([]);
  }, 180_000);
});
