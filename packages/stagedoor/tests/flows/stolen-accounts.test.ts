import { describe } from 'vitest';
import { describeStolenAccounts } from './stolen-accounts.ts';

describe.each(['sqlite', 'postgres'] as const)('on %s', describeStolenAccounts);
