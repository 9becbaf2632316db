import { ConfigurationError, ListenProblem } from 'stagedoor';
import { SiteProblem } from './site-problem.ts';

const MENDABLE = [ConfigurationError, ListenProblem, SiteProblem];

/** Prints why the site does not start: in words what a person can mend, a fault with its trace. */
export function tellProblem(error: unknown): void {
  console.error(isMendable(error) ? error.message : error);
}

function isMendable(error: unknown): error is Error {
  if (MENDABLE.some((kind) => error instanceof kind)) return true;
  // The adapters' own problems are not exported, only named.
  return error instanceof Error && error.name === 'DatabaseProblem';
}
