import { createTestDatabase } from '../support/services.ts';
import { itDoesEveryFlowInEveryWay } from './five-flows.ts';

itDoesEveryFlowInEveryWay(createTestDatabase);
