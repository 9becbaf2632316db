import { step as step_0001_initial } from './0001_initial.ts';
import { step as step_0002_shop_order } from './0002_shop_order.ts';

// Written by makemigrations, in the order in which they are taken.
export const steps = [step_0001_initial, step_0002_shop_order] as const;
