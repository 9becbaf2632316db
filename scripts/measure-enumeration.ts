/**
 * Whether time tells who has an account: sends log-ins and reset requests for known and unknown people in random
 * order to a real server with the default profile, and says how well the best rule of thumb could tell them apart
 * (the area under the ROC curve; 0.5 is a coin, and 0.45 to 0.55 passes). Two groups of unknown people are measured
 * among them as the control: what the machine's own noise looks like.
 *
 * `npm run build && npm run measure:enumeration`; `PAIRS=400` by default.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const published = new URL('../packages/stagedoor/dist/index.js', import.meta.url);
const { createStagedoor, createServer } = (await import(published.href)) as {
  createStagedoor(options: object): Promise<Site>;
  createServer(site: Site): Server;
};

interface Site {
  readonly migrations: { apply(): Promise<unknown> };
  readonly useCases: { readonly user: { create(input: object): Promise<unknown> } };
  readonly backgroundWork: { start(): void };
  close(): Promise<void>;
}

interface Server {
  readonly server: { address(): unknown };
  listen(options: object): Promise<unknown>;
  close(): Promise<void>;
}

const pairs = Number(process.env.PAIRS ?? 400);
const people = 40;
const unlimited = '9000000/1h';
const directory = mkdtempSync(join(tmpdir(), 'stagedoor-enumeration-'));

/** Which people a request speaks of, by number; `control` is as unknown as `unknown`. */
const groups = {
  known: (n: number) => `person${n % people}@example.com`,
  unknown: (n: number) => `nobody${n % people}@example.com`,
  control: (n: number) => `noone${n % people}@example.com`,
} as const;
type Group = keyof typeof groups;

const site = await createStagedoor({
  env: {
    DATA_DIR: directory,
    LOG_LEVEL: 'error',
    // Only so that hundreds of tries from one address go through; everything else is as it comes.
    LIMIT_LOGIN_PER_ACCOUNT: unlimited,
    LIMIT_LOGIN_PER_SOURCE: unlimited,
    LIMIT_MAIL_PER_ADDRESS: unlimited,
    LIMIT_MAIL_PER_SOURCE: unlimited,
  },
});
await site.migrations.apply();
for (let n = 0; n < people; n += 1) await addPerson(n);
const server = createServer(site);
await server.listen({ port: 0, host: '127.0.0.1' });
site.backgroundWork.start();
const { port } = server.server.address() as AddressInfo;

const interfaces = {
  'log-in': (email: string) => post('/api/login/', { email, password: 'not the right words at all' }, 401),
  reset: (email: string) => post('/api/password/reset/', { email }, 200),
};
let passed = true;
for (const [name, ask] of Object.entries(interfaces)) passed = (await measureInterface(name, ask)) && passed;
await server.close();
await site.close();
rmSync(directory, { recursive: true });
process.exitCode = passed ? 0 : 1;

async function addPerson(n: number): Promise<void> {
  await site.useCases.user.create({
    by: 'operator',
    username: `person${n}`,
    email: groups.known(n),
    password: 'a quiet lamp by the stage door',
    validatePassword: false,
    isStaff: false,
    isSuperuser: false,
  });
}

async function measureInterface(name: string, ask: (email: string) => Promise<number>): Promise<boolean> {
  const times: Record<Group, number[]> = { known: [], unknown: [], control: [] };
  for (let n = 0; n < 20; n += 1) await ask(groups.control(n));
  for (let n = 0; n < pairs; n += 1) {
    for (const group of shuffled(Object.keys(groups) as Group[]))
      times[group].push(await ask(groups[group](n)));
  }
  const score = areaUnderCurve(times.known, times.unknown);
  const control = areaUnderCurve(times.control, times.unknown);
  const isGood = score >= 0.45 && score <= 0.55;
  const median = (group: Group) => times[group].toSorted((a, b) => a - b)[Math.floor(pairs / 2)]?.toFixed(2);
  console.log(
    `${name}: AUC known against unknown ${score.toFixed(3)}, control ${control.toFixed(3)}; ` +
      `medians ${median('known')} and ${median('unknown')} ms; ${pairs} pairs: ${isGood ? 'passed' : 'FAILED'}`,
  );
  return isGood;
}

async function post(path: string, body: object, expected: number): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
  const milliseconds = performance.now() - startedAt;
  if (answer.status !== expected) throw new Error(`${path} answered ${answer.status}, not ${expected}`);
  return milliseconds;
}

/** The chance that a random time of the first list is longer than one of the second. */
function areaUnderCurve(first: readonly number[], second: readonly number[]): number {
  let wins = 0;
  for (const left of first) for (const right of second) wins += left > right ? 1 : left === right ? 0.5 : 0;
  return wins / (first.length * second.length);
}

function shuffled<Item>(items: Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}
