import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiRoutes as usualRoutes } from '../../src/api/api-interface.ts';
import { describedOrganizations } from '../../src/api/organization/described-organizations.ts';
import { organizationSection } from '../../src/api/organization/routes.ts';
import { teamSection } from '../../src/api/team/routes.ts';
import { openRealSite, type RealSite } from '../support/site.ts';
import { codeBlocks, namesIn, readDocument, sections, tableRows } from './markdown.ts';

const page = readDocument('docs/reference/http-api.md');
const endpoints = [...sections(page, 3)].map(([heading, text]) => ({
  methods: heading.replace(/ `.*$/, '').split(', '),
  path: namesIn(heading)[0] ?? '',
  text: text.replace(/^## [\s\S]*/m, ''),
}));
const apiRoutes = [
  ...usualRoutes,
  ...organizationSection(describedOrganizations).routes,
  ...teamSection.routes,
];
const OPERATIONS = ['GET /healthz', 'GET /readyz', 'GET /openapi.json', 'GET /api/schema/', 'GET /docs/'];

describe('the page docs/reference/http-api.md', () => {
  it('lists every endpoint, and no other', () => {
    const listed = endpoints.flatMap(({ methods, path }) => methods.map((method) => `${method} ${path}`));
    const routes = apiRoutes.map(({ method, path }) => `${method} ${path}`);
    expect(listed.sort()).toEqual([...routes, ...OPERATIONS].sort());
  });

  it.each(apiRoutes)(
    'lists the fields of $method $path, and which are required',
    ({ method, path, schema }) => {
      const endpoint = endpoints.find((one) => one.path === path && one.methods.includes(method));
      const fields = tableRows(endpoint?.text ?? '').map(([name, need]) => [namesIn(name)[0], need]);
      const required = new Set((schema?.body as { required?: readonly string[] } | undefined)?.required);
      const known = Object.keys(schema?.body?.properties ?? {});
      expect(fields).toEqual(known.map((name) => [name, required.has(name) ? 'required' : 'optional']));
    },
  );
});

interface Example {
  readonly name: string;
  readonly command: string;
  readonly status: number;
  readonly answer: unknown;
}

const EXAMPLE = /^```sh\n([\s\S]*?)^```\n\n\*\*(\d{3})\*\*\n(?:\n```json\n([\s\S]*?)^```)?/gm;
const examples: Example[] = [...page.matchAll(EXAMPLE)].map(([, command = '', status, answer]) => ({
  name: /https?:\/\/[^/]+(\/\S*)/.exec(command)?.[1] ?? '',
  command,
  status: Number(status),
  answer: answer === undefined ? null : JSON.parse(answer),
}));

describe('the story that its examples tell', () => {
  let site: RealSite;
  let origin: string;
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'stagedoor-'));
    await writeFile(join(directory, 'jar'), '');
    site = await openRealSite({ env: { FAILURE_FLOOR_MILLISECONDS: '0' } });
    origin = await site.listen();
  });
  afterAll(async () => {
    await site.close();
    await rm(directory, { recursive: true });
  });

  it('has an answer under each command', () => {
    expect(codeBlocks(page).filter(({ language }) => language === 'sh').length).toBe(examples.length);
  });

  it.each(examples)('goes on with $name: $status', async ({ command, status, answer }) => {
    const shown = await run(command);
    expect([shown.status, likeThat(answer, shown.answer)]).toEqual([status, answer]);
  });

  async function run(command: string): Promise<{ status: number; answer: unknown }> {
    const takeToken = codeBlocks(page).find(({ language }) => language === 'text')?.code ?? '';
    const quiet = command
      .replaceAll('http://127.0.0.1:8000', origin)
      .replace(/^curl /m, "curl -sS -w '\\n%{http_code}' ");
    const shell = promisify(execFile);
    const { stdout } = await shell('bash', ['-euc', takeToken + quiet], {
      cwd: directory,
      env: { PATH: process.env.PATH ?? '', ...(await linkParts()) },
    });
    const end = stdout.lastIndexOf('\n');
    const text = stdout.slice(0, end);
    return { status: Number(stdout.slice(end)), answer: text === '' ? null : JSON.parse(text) };
  }

  /** What a reader takes out of the newest e-mails. */
  async function linkParts(): Promise<Record<string, string>> {
    const mails = (await site.mails()).map(({ text }) => text).join('\n');
    const [, key = ''] = /\/accounts\/activation\/(\w+)\//.exec(mails) ?? [];
    const [, uid = '', token = ''] = /\/accounts\/reset\/([\w-]+)\/(\w+)\//.exec(mails) ?? [];
    return { KEY: key, UID64: uid, TOKEN: token };
  }
});

const DIFFERS_EACH_TIME =
  /^(?:csrfToken|access|refresh|token|ticket|hint|user_agent|.*_(?:time|activity|at|seen|joined))$/;

/**
 * The answer with what differs in each run as the page shows it, provided that it is of the same kind: numbers by which
 * things are told apart, moments, tokens and the version of curl.
 */
function likeThat(shown: unknown, given: unknown, name = ''): unknown {
  if (Array.isArray(shown) && Array.isArray(given))
    return given.map((item, index) => likeThat(shown[index], item));
  if (isRecord(shown) && isRecord(given)) {
    const fields = Object.entries(given).map(([key, value]) => [key, likeThat(shown[key], value, key)]);
    return Object.fromEntries(fields);
  }
  const mayDiffer = name === 'id' || DIFFERS_EACH_TIME.test(name);
  return mayDiffer && typeof shown === typeof given && isMoment(shown) === isMoment(given) ? shown : given;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMoment(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
}
