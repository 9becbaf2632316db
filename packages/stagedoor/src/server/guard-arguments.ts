import { isRecord, RecordProblem } from '../core/kernel/record-shape.ts';

/** Asked where a guard begins: one that is called where it was to be handed over has nobody to judge. */
export function checkPreHandler(guard: string, request: unknown, reply: unknown): void {
  if (isRequest(request) && isReply(reply)) return;
  throw new RecordProblem(`The guard ${guard}`, [
    'Fastify is to call it, with request and reply: hand it over without calling it, as in { preHandler: guards.requireUser }',
  ]);
}

/** @throws RecordProblem where `request` is none of any framework's: left out, or the reply in its place */
export function checkRequest(guard: string, request: unknown): void {
  if (isRequest(request)) return;
  throw new RecordProblem(`guards.${guard}`, [
    `its first argument must be the request whose sender is asked for, and is ${isReply(request) ? 'the reply' : found(request)}`,
  ]);
}

/** @throws RecordProblem where `reply` is not Fastify's, to which the cookie could not be given */
export function checkReply(guard: string, reply: unknown): void {
  if (isReply(reply)) return;
  throw new RecordProblem(`guards.${guard}`, [
    `its second argument must be the reply of Fastify’s that the cookie goes out with, and is ${found(reply)}`,
  ]);
}

function isRequest(value: unknown): boolean {
  return isRecord(value) && typeof value.method === 'string' && isRecord(value.headers);
}

function isReply(value: unknown): boolean {
  return isRecord(value) && typeof value.header === 'function';
}

function found(value: unknown): string {
  return value === undefined || value === null ? 'left out' : 'something else';
}
