import { describe } from 'vitest';
import { describeKills } from './kill-rounds.ts';

describe('the server process on postgres', () => describeKills('postgres'));
