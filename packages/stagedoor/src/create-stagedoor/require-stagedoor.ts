import { isRecord, RecordProblem } from '../core/kernel/record-shape.ts';

/**
 * Asked by whatever takes a `stagedoor`: in plain JavaScript nobody else says that an `await` was forgotten.
 *
 * @throws RecordProblem in the name of `caller`
 */
export function requireStagedoor(caller: string, value: unknown): void {
  if (isRecord(value) && ['config', 'settings', 'useCases', 'backgroundWork'].every((part) => part in value))
    return;
  const isPromise = isRecord(value) && typeof value.then === 'function';
  const found = isPromise ? 'a promise: await it' : value === undefined ? 'left out' : 'something else';
  throw new RecordProblem(caller, [`stagedoor must be what createStagedoor answered, and is ${found}`]);
}
