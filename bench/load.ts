import autocannon from 'autocannon';
import type { Subject } from './subject.ts';

export interface Load {
  readonly connections: number;
  readonly seconds: number;
}

export interface Measurement {
  /** CPU microseconds of the server for one request. */
  readonly cpuMicroseconds: number;
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

let unique = 0;

/**
 * Sends one kind of work to a subject for a while and counts what it cost the server. Any answer but 2xx ends the run:
 * a fast refusal would look like a fast server.
 */
export async function measure(subject: Subject, workName: string, load: Load): Promise<Measurement> {
  const work = subject.work[workName];
  if (!work) throw new Error(`${subject.name} does not do ${workName}`);
  const before = subject.cpuMs();
  const result = await autocannon({
    url: `http://127.0.0.1:${subject.port}${work.path}`,
    connections: load.connections,
    duration: load.seconds,
    requests: [
      {
        method: work.method,
        headers: { ...work.headers },
        setupRequest: (request) => {
          unique += 1;
          const body = work.body?.replaceAll('{n}', `${process.pid}x${unique}`);
          return body === undefined ? request : { ...request, body };
        },
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

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
