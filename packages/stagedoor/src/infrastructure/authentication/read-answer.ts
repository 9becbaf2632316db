import type { IncomingMessage } from 'node:http';
import { OutsideProblem } from './outside-problem.ts';

export interface PostAnswer {
  readonly status: number;
  readonly text: string;
}

const MOST_BYTES = 65_536;
/** How long whoever sends a body that nobody wants may take to finish it, so that a short one is not cut off. */
const GRACE_MS = 1_000;

/** The whole answer, at most 64 KiB. @throws OutsideProblem, or the failure of the network */
export function readAnswer(response: IncomingMessage): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('error', reject);
    // Without an end the answer was cut off.
    response.on('close', () => reject(new OutsideProblem('the answer was cut off')));
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MOST_BYTES) return chunks.push(chunk);
      reject(new OutsideProblem(`the answer is longer than ${MOST_BYTES} bytes`));
      return response.destroy();
    });
    response.on('end', () => {
      resolve({ status: statusOf(response), text: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

/** The status alone: it is told, whatever becomes of the body, of which a second and 64 KiB are waited for. */
export function readStatus(response: IncomingMessage): Promise<number> {
  return new Promise((resolve) => {
    let bytes = 0;
    const letGo = () => response.destroy();
    const timer = setTimeout(letGo, GRACE_MS);
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) letGo();
    });
    // What fails after the status does not change it; the end, a break and letting go close it.
    response.on('error', () => {});
    response.on('close', () => {
      clearTimeout(timer);
      resolve(statusOf(response));
    });
  });
}

function statusOf({ statusCode }: IncomingMessage): number {
  return statusCode ?? 0;
}
