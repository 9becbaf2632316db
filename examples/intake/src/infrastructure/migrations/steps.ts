import { step as step_0001_initial } from './0001_initial.ts';

// Written by makemigrations, in the order in which they are taken.
export const steps = [step_0001_initial] as const;
