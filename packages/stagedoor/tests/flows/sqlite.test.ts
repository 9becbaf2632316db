import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itDoesEveryFlowInEveryWay } from './five-flows.ts';

itDoesEveryFlowInEveryWay(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'stagedoor-'));
  return {
    url: `sqlite:${join(directory, 'site.db')}`,
    drop: () => rm(directory, { recursive: true, force: true }),
  };
});
