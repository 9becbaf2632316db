import autocannon from 'autocannon';
import type { Subject } from './subject.ts';
import type { Work } from './subjects/answer.ts';

export interface Load {
  readonly connections: number;
  readonly seconds: number;
  /** So many requests instead, however long they take: all of them are answered, so that no token is lost. */
  readonly amount?: number;
}

export interface Measurement {
  /** CPU microseconds of the server for one request. */
  readonly cpuMicroseconds: number;
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

/** Fewer than the users that every subject has at least. */
const USERS_IN_TURN = 900;

let unique = 0;
/** What is left of each chain, from one measurement to the next. */
const chains = new Map<Work, string[]>();

/**
 * Sends one kind of work to a subject for a while and counts what it cost the server. Any answer but 2xx ends the run:
 * a fast refusal would look like a fast server.
 */
export async function measure(subject: Subject, workName: string, load: Load): Promise<Measurement> {
  const work = subject.work[workName];
  if (!work) throw new Error(`${subject.name} does not do ${workName}`);
  const { connections, seconds, amount } = load;
  const before = subject.cpuMs();
  const result = await autocannon({
    url: `http://127.0.0.1:${subject.port}${work.path}`,
    connections,
    ...(amount === undefined ? { duration: seconds } : { amount }),
    requests: [
      {
        method: work.method,
        headers: { ...work.headers },
        setupRequest: (request) => {
          const body = nextBody(work);
          return body === undefined ? request : { ...request, body };
        },
        onResponse: (_status, body) => takeSuccessor(work, body),
      },
    ],
  });
  const cpuMs = subject.cpuMs() - before;
  if (result.non2xx > 0 || result.errors > 0 || result['2xx'] === 0) {
    throw new Error(
      `${subject.name} ${workName}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`,
    );
  }
  return {
    cpuMicroseconds: (cpuMs * 1_000) / result['2xx'],
    requestsPerSecond: result['2xx'] / result.duration,
    p99Ms: result.latency.p99,
  };
}

function nextBody(work: Work): string | undefined {
  unique += 1;
  const user = String(1 + (unique % USERS_IN_TURN));
  const body = work.body?.replaceAll('{n}', `${process.pid}x${unique}`).replaceAll('{user}', user);
  return work.chain === undefined ? body : body?.replace('{token}', chainOf(work).shift() ?? '');
}

function takeSuccessor(work: Work, body: string): void {
  if (work.chain === undefined) return;
  const answer = JSON.parse(body) as Record<string, string>;
  const token = answer[work.chain.field];
  if (token !== undefined) chainOf(work).push(token);
}

function chainOf(work: Work): string[] {
  const left = chains.get(work) ?? [...(work.chain?.tokens ?? [])];
  chains.set(work, left);
  return left;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
