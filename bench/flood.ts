import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import type { Subject } from './subject.ts';
import type { Work } from './subjects/answer.ts';

export interface Flood {
  /** Clients that try a wrong password again as soon as they are answered, whatever the answer. */
  readonly guessers: number;
  /** Clients that read the current user, some 40 times a second each. */
  readonly readers: number;
  readonly seconds: number;
}

export interface FloodedReads {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly guessesPerSecond: number;
}

const PAUSE_MS = 20;

/**
 * How long readers wait while others guess passwords. The guessing runs on a thread of its own: what is measured is how
 * long the server takes, not how long the client's own queue is.
 */
export async function measureFlood(
  subject: Subject,
  { guessers, readers, seconds }: Flood,
): Promise<FloodedReads> {
  const { read, guess } = subject.work;
  if (!read || !guess) throw new Error(`${subject.name} has nothing to guess or to read`);
  const guessing = autocannon({
    url: `http://127.0.0.1:${subject.port}${guess.path}`,
    connections: guessers,
    duration: seconds,
    workers: 1,
    requests: [{ method: guess.method, headers: { ...guess.headers }, body: guess.body ?? '' }],
  });
  // The first second fills the line and opens the connections.
  await sleep(1_000);
  const end = performance.now() + (seconds - 1) * 1_000;
  const waits = (await Promise.all(Array.from({ length: readers }, () => readUntil(subject, read, end))))
    .flat()
    .sort((one, other) => one - other);
  const { requests } = await guessing;
  const at = (share: number) => waits[Math.floor(share * (waits.length - 1))] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99), guessesPerSecond: requests.average };
}

async function readUntil(subject: Subject, work: Work, end: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const waits: number[] = [];
  while (performance.now() < end) {
    const startedAt = performance.now();
    const status = await readOnce(subject, work, agent);
    if (status !== 200)
      throw new Error(`${subject.name} answered a read with ${status} while others guessed`);
    waits.push(performance.now() - startedAt);
    await sleep(PAUSE_MS);
  }
  agent.destroy();
  return waits;
}

function readOnce(subject: Subject, work: Work, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { port: subject.port, host: '127.0.0.1', path: work.path, agent };
    const sent = request({ ...options, method: work.method, headers: work.headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode));
    });
    sent.once('error', reject);
    sent.end();
  });
}
