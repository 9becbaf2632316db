import { describe } from 'vitest';
import { describeRaces } from './race-rounds.ts';

describe('two server processes on sqlite', () => describeRaces('sqlite'));
