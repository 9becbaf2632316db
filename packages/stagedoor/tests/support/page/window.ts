import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../services.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What Chromium itself says of an answer with such a status, however well it is drawn. */
const STATUS_NOTE = /^Failed to load resource: the server responded with a status of (?:4\d\d|5\d\d)/;

export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
}

/** One browser window with a cookie jar of its own, and what was wrong with anything it showed. */
export interface Window {
  readonly page: Page;
  /** Errors of scripts and console, broken policies, requests to anywhere else. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

export async function openWindow(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Window> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !STATUS_NOTE.test(message.text())) {
      faults.push(`${page.url()}: ${message.text()}`);
    }
  });
  context.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) faults.push(`${page.url()} asked for ${request.url()}`);
  });
  return { page, faults, close: () => context.close() };
}

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe finds wrong with the page as it stands; `rules` limits it to some. */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axeSource);
  const options = { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) };
  const violations = await page.evaluate<AxeViolation[]>(
    `axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations)`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${page.url()} ${id}: ${node.html} ${node.failureSummary}`),
  );
}
