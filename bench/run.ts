import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type FloodedReads, measureFlood } from './flood.ts';
import { measure, median } from './load.ts';
import { measureObjects } from './objects.ts';
import { measureResources } from './resources.ts';
import { type Subject, startSubject, stripSubjects, subjectFile } from './subject.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const seconds = Number(process.env.BENCH_SECONDS ?? 3);
const many = Number(process.env.BENCH_MANY ?? 1_000_000);
const few = 1_000;

/** Requests of one round of the rotation: all of them are answered, so that each family goes on where it was. */
const ROTATIONS = 3_000;
const BY_TOKEN: Readonly<Record<string, { readonly sqlite: string; readonly postgres: string }>> = {
  'read by API token': { sqlite: '0.65', postgres: '0.50' },
  'read by personal token': { sqlite: '0.65', postgres: '0.50' },
  'read by JWT': { sqlite: '0.65', postgres: '0.45' },
  refresh: { sqlite: '0.10', postgres: '0.05' },
};

interface Row {
  readonly work: string;
  readonly subject: string;
  readonly cpu: string;
  readonly ratio: string;
  readonly floor: string;
  readonly note: string;
}

const rows: Row[] = [];
const startTimes = new Map<string, number[]>();

const parts: Readonly<Record<string, () => Promise<void>>> = {
  sessions: readSessions,
  tokens: readByTokens,
  passwords: hashPasswords,
  flood: readInAFlood,
  start: startAndRest,
  objects: listObjects,
  resources: serveResources,
};

stripSubjects();
for (const name of process.env.BENCH_ONLY?.split(',') ?? Object.keys(parts)) {
  const part = parts[name];
  if (part === undefined)
    throw new Error(`BENCH_ONLY takes ${Object.keys(parts).join(', ')}; it has "${name}".`);
  await part();
}
print();

/** The current user by session cookie, each subject measured right after the bare server, round by round. */
async function readSessions(): Promise<void> {
  const bare = await start('bare node:http', 'bare');
  const subjects = [
    await start('Stagedoor, SQLite', 'stagedoor', { BENCH_USERS: String(few) }),
    await start(`Stagedoor, SQLite, ${many} users`, 'stagedoor', { BENCH_USERS: String(many) }),
    ...(await startOnPostgres()),
    await start('Better Auth 1.7.7, SQLite', 'better-auth'),
    await start('express-session + passport, memory', 'express-passport'),
  ];
  const ratios = new Map<string, number[]>();
  const costs = new Map<string, number[]>();
  const load = { connections: 32, seconds };
  await warmUp([bare, ...subjects], 'read');
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of subjects) {
      const limit = await measure(bare, 'read', { ...load, seconds: 2 });
      const cost = await measure(subject, 'read', load);
      push(ratios, subject.name, limit.cpuMicroseconds / cost.cpuMicroseconds);
      push(costs, subject.name, cost.cpuMicroseconds);
    }
  }
  for (const { name } of subjects) {
    rows.push({
      work: 'current user by session cookie',
      subject: name,
      cpu: `${median(costs.get(name) ?? []).toFixed(0)} µs`,
      ratio: median(ratios.get(name) ?? []).toFixed(3),
      floor: name.includes('PostgreSQL') ? '0.25' : name.startsWith('Stagedoor') ? '0.50' : '',
      note: spread(ratios.get(name) ?? []),
    });
  }
  const [little, much] = subjects.map(({ name }) => median(costs.get(name) ?? []));
  rows.push({
    work: `cost with ${many} users against ${few}`,
    subject: 'Stagedoor, SQLite',
    cpu: '',
    ratio: ((much ?? 0) / (little ?? 1)).toFixed(2),
    floor: '≤ 1.20',
    note: '',
  });
  for (const subject of [bare, ...subjects]) {
    rows.push({
      work: 'memory after reading',
      subject: subject.name,
      cpu: '',
      ratio: `${subject.memoryMib().toFixed(0)} MiB`,
      floor: '',
      note: '',
    });
  }
  await stopAll([bare, ...subjects]);
}

/**
 * The current user by each kind of token, and the exchange of refresh tokens, each subject right after the bare server.
 * Better Auth takes the key of a session as a bearer token; it has no JSON web tokens of its own that are checked
 * against the database, and no refresh tokens.
 */
async function readByTokens(): Promise<void> {
  const bare = await start('bare node:http', 'bare');
  const own = { BENCH_FAMILIES: '64' };
  const subjects = [
    await start('Stagedoor, SQLite', 'stagedoor', own),
    ...(await startOnPostgres(own)),
    await start('Better Auth 1.7.7, SQLite', 'better-auth', { BENCH_BEARER: '1' }),
  ];
  const found = new Map<string, { costs: number[]; ratios: number[] }>();
  const load = { connections: 32, seconds: Math.max(1, seconds - 1) };
  for (let round = 0; round <= rounds; round += 1) {
    for (const subject of subjects) {
      const limit = await measure(bare, 'read', load);
      for (const work of Object.keys(BY_TOKEN).filter((name) => subject.work[name])) {
        const cost = await measure(subject, work, work === 'refresh' ? { ...load, amount: ROTATIONS } : load);
        // The first round is for the compiler.
        if (round === 0) continue;
        const kept = found.get(`${work} ${subject.name}`) ?? { costs: [], ratios: [] };
        kept.costs.push(cost.cpuMicroseconds);
        kept.ratios.push(limit.cpuMicroseconds / cost.cpuMicroseconds);
        found.set(`${work} ${subject.name}`, kept);
      }
    }
  }
  for (const [work, floors] of Object.entries(BY_TOKEN)) {
    for (const { name } of subjects) {
      const kept = found.get(`${work} ${name}`);
      if (kept === undefined) continue;
      rows.push({
        work:
          work === 'refresh' ? 'rotation of a refresh token, durable' : work.replace('read', 'current user'),
        subject: name,
        cpu: `${median(kept.costs).toFixed(0)} µs`,
        ratio: median(kept.ratios).toFixed(3),
        floor: budgetOf(name, floors),
        note: spread(kept.ratios),
      });
    }
  }
  await stopAll([bare, ...subjects]);
}

/**
 * Log-in and sign-up against the bare hash of each, in CPU. Each round is a number of requests and no stretch of time:
 * all of them are answered, those too that a floor holds back, and none is paid for without being counted. Scrypt costs
 * ten times as much, so its rounds are shorter.
 */
async function hashPasswords(): Promise<void> {
  const argon2id = { loop: 'argon2id', amounts: { 'log-in': 400, 'sign-up': 160 } };
  const scrypt = { loop: 'scrypt', amounts: { 'log-in': 80, 'sign-up': 80 } };
  const subjects = [
    { subject: await start('Stagedoor, SQLite', 'stagedoor'), ...argon2id },
    { subject: await start('Better Auth 1.7.7, SQLite', 'better-auth'), ...scrypt },
    { subject: await start('express-session + passport, memory', 'express-passport'), ...argon2id },
  ];
  for (const work of ['log-in', 'sign-up'] as const) {
    const ratios = new Map<string, number[]>();
    const costs = new Map<string, number[]>();
    for (let round = 0; round <= rounds; round += 1) {
      for (const { subject, loop, amounts } of subjects) {
        const bare = hashLoop(loop);
        const cost = await measure(subject, work, { connections: 8, seconds, amount: amounts[work] });
        // The first round is for the compiler, as in the other parts.
        if (round === 0) continue;
        push(ratios, subject.name, bare / (cost.cpuMicroseconds / 1_000));
        push(costs, subject.name, cost.cpuMicroseconds / 1_000);
      }
    }
    for (const { subject, loop } of subjects) {
      rows.push({
        work: `password ${work} against the bare ${loop} loop`,
        subject: subject.name,
        cpu: `${median(costs.get(subject.name) ?? []).toFixed(2)} ms`,
        ratio: median(ratios.get(subject.name) ?? []).toFixed(3),
        floor: subject.name.startsWith('Stagedoor') && work === 'log-in' ? '0.93' : '',
        note: spread(ratios.get(subject.name) ?? []),
      });
    }
  }
  await stopAll(subjects.map(({ subject }) => subject));
}

/** A page of what somebody may see of many objects, and the check of one, in the process itself, at two sizes. */
async function listObjects(): Promise<void> {
  for (const database of ['SQLite', ...(process.env.TEST_POSTGRES_URL ? ['PostgreSQL'] : [])]) {
    const measured = async (objects: number) =>
      measureObjects(
        database === 'SQLite' ? null : await freshPostgres(process.env.TEST_POSTGRES_URL ?? ''),
        objects,
      );
    const [little, much] = [await measured(many / 10), await measured(many)];
    const subject = `Stagedoor, ${database}`;
    const row = (work: string, ms: number, ratio: number) =>
      rows.push({
        work,
        subject,
        cpu: `${ms.toFixed(3)} ms`,
        ratio: ratio.toFixed(2),
        floor: '0.5 ms, ≤ 1.20',
        note: '',
      });
    for (const [who, ms] of Object.entries(much.page))
      row(
        `page of 50 of ${many} objects, ${who} granted, against ${many / 10}`,
        ms,
        ms / (little.page[who] ?? 1),
      );
    for (const [who, ms] of Object.entries(much.list))
      row(
        `list of 50 of a resource of ${many} rows, ${who} granted, against ${many / 10}`,
        ms,
        ms / (little.list[who] ?? 1),
      );
    row(`check of one of ${many} objects, against ${many / 10}`, much.check, much.check / little.check);
  }
}

/** A list, a row and a new row of a resource, beside the same addresses written by hand. */
async function serveResources(): Promise<void> {
  const bare = await start('bare node:http', 'bare');
  const subjects = [
    await start('Stagedoor, SQLite', 'stagedoor-products'),
    ...(await startOnPostgres({}, 'stagedoor-products')),
    await start('express by hand, SQLite', 'express-products'),
  ];
  for (const { work, subject, cpuMicroseconds, ratios } of await measureResources(bare, subjects, {
    rounds,
    seconds,
  }))
    rows.push({
      work: `resource: ${work}`,
      subject,
      cpu: `${cpuMicroseconds.toFixed(0)} µs`,
      ratio: median(ratios).toFixed(3),
      floor: '',
      note: spread(ratios),
    });
  await stopAll([bare, ...subjects]);
}

/** How long a read waits while 90 clients guess passwords, in milliseconds: a bare server answers their requests, too. */
async function readInAFlood(): Promise<void> {
  const subjects = [
    await start('bare node:http', 'bare'),
    await start('Stagedoor, SQLite', 'stagedoor'),
    ...(await startOnPostgres()),
    await start('express-session + passport, memory', 'express-passport'),
  ];
  const found = new Map<string, FloodedReads[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of subjects) {
      const waits = await measureFlood(subject, { guessers: 90, readers: 8, seconds: seconds + 2 });
      found.set(subject.name, [...(found.get(subject.name) ?? []), waits]);
    }
  }
  for (const { name } of subjects) {
    const of = (part: keyof FloodedReads) => (found.get(name) ?? []).map((waits) => waits[part]);
    rows.push({
      work: `read while 90 clients guess (${median(of('guessesPerSecond')).toFixed(0)} guesses a second)`,
      subject: name,
      cpu: '',
      ratio: `p99 ${median(of('p99Ms')).toFixed(0)} ms, half within ${median(of('p50Ms')).toFixed(0)} ms`,
      floor: name.startsWith('Stagedoor') ? 'p99 ≤ 100 ms' : '',
      note: spread(of('p99Ms')),
    });
  }
  await stopAll(subjects);
}

/** Cold start to listening with an existing database, and memory at rest. */
async function startAndRest(): Promise<void> {
  for (const [name, file] of [
    ['bare node:http', 'bare'],
    ['Stagedoor, SQLite', 'stagedoor-start'],
    ['Better Auth 1.7.7, SQLite', 'better-auth'],
    ['express-session + passport, memory', 'express-passport'],
  ] as const) {
    const directory = mkdtempSync(join(tmpdir(), 'bench-start-'));
    const times: number[] = [];
    const memory: number[] = [];
    for (let round = 0; round < rounds + 1; round += 1) {
      const subject = await startSubject(name, file, { BENCH_USERS: '1', BENCH_DATA_DIR: directory });
      if (round > 0) times.push(subject.startMs);
      memory.push(subject.memoryMib());
      await subject.stop();
    }
    const floor = name.startsWith('Stagedoor') ? '≤ 1000 ms, ≤ 120 MiB' : '';
    const rest = `${median(memory).toFixed(0)} MiB`;
    rows.push({
      work: 'cold start, memory at rest',
      subject: name,
      cpu: rest,
      ratio: `${median(times).toFixed(0)} ms`,
      floor,
      note: '',
    });
  }
}

async function start(name: string, file: string, environment: Record<string, string> = {}): Promise<Subject> {
  const subject = await startSubject(name, file, environment);
  push(startTimes, name, subject.startMs);
  return subject;
}

/** One server on a PostgreSQL database of its own, where the run has a PostgreSQL. */
async function startOnPostgres(
  environment: Record<string, string> = {},
  file = 'stagedoor',
): Promise<Subject[]> {
  const { TEST_POSTGRES_URL: server } = process.env;
  if (!server) return [];
  const url = await freshPostgres(server);
  return [await start('Stagedoor, PostgreSQL', file, { ...environment, BENCH_DATABASE: url })];
}

/** A database of its own on this server; its address. */
async function freshPostgres(server: string): Promise<string> {
  const url = new URL(server);
  const client = new pg.Client(server);
  await client.connect();
  url.pathname = `bench_${Date.now()}`;
  await client.query(`create database ${url.pathname.slice(1)}`);
  await client.end();
  return url.href;
}

async function warmUp(subjects: readonly Subject[], work: string): Promise<void> {
  for (const subject of subjects) await measure(subject, work, { connections: 32, seconds: 1 });
}

async function stopAll(subjects: readonly Subject[]): Promise<void> {
  for (const subject of subjects) await subject.stop();
}

/** CPU milliseconds of one bare hash, measured right beside the server that uses it. */
function hashLoop(name: string): number {
  const count = name === 'argon2id' ? '120' : '20';
  return Number(
    execFileSync('taskset', ['-c', '0', process.execPath, subjectFile('hash-loop'), name, count], {
      encoding: 'utf8',
    }),
  );
}

function budgetOf(name: string, floors: { readonly sqlite: string; readonly postgres: string }): string {
  if (!name.startsWith('Stagedoor')) return '';
  return name.includes('PostgreSQL') ? floors.postgres : floors.sqlite;
}

function push(lists: Map<string, number[]>, name: string, value: number): void {
  lists.set(name, [...(lists.get(name) ?? []), value]);
}

function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(3)}–${Math.max(...values).toFixed(3)}`;
}

function print(): void {
  process.stdout.write(
    '\n| work | subject | CPU a request | ratio | budget | min–max |\n|---|---|---|---|---|---|\n',
  );
  for (const row of rows) {
    const cells = [row.work, row.subject, row.cpu, row.ratio, row.floor, row.note];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  }
}
