import { minutes } from './clock.ts';

/** A statement as long as the rows that hang on one are many: far above what they take, and an end for what hangs. All others are far shorter. */
export const LONGEST_STATEMENT_MS = minutes(10);
