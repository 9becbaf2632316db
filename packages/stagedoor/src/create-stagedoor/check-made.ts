import { isRecord, RecordProblem } from '../core/kernel/record-shape.ts';

/** An object to work with at once: a promise would be handed to every caller as if it were the use cases. */
export function checkMade(name: string, part: 'stores' | 'useCases', made: unknown): object {
  if (isRecord(made) && typeof made.then !== 'function') return made;
  throw new RecordProblem(`The feature ${name}`, [
    `${part} must answer a record, at once and not as a promise`,
  ]);
}
