import { ConfigurationError, ListenProblem } from 'stagedoor';
import { SiteProblem } from './site-problem.ts';

const MENDABLE = [ConfigurationError, ListenProblem, SiteProblem];
// These are not exported, only named: what adapters say of a database, and what is wrong with a record of ours.
const NAMED = new Set(['DatabaseProblem', 'RecordProblem']);

/** Prints why the site does not start: in words what a person can mend, a fault with its trace. */
export function printProblem(error: unknown): void {
  console.error(isMendable(error) ? error.message : error);
}

function isMendable(error: unknown): error is Error {
  if (MENDABLE.some((kind) => error instanceof kind)) return true;
  return error instanceof Error && NAMED.has(error.name);
}
