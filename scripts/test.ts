import { ServiceError } from './services/service.ts';
import { startTestServices, type TestServices } from './services/test-services.ts';
import { buildIfStale } from './workplace/build.ts';
import { commandOf, runNode } from './workplace/run.ts';

// `npm test [-- path …]`: builds, brings the services, runs vitest on everything or on the paths given, ends the services.
// `npm run test:long` does the same with the full counts (packages/stagedoor/tests/support/test-length.ts).

async function testWith(services: TestServices, parameters: readonly string[]): Promise<number> {
  const length = process.argv.includes('--long') ? 'long' : 'short';
  try {
    return await runNode([commandOf('vitest', 'vitest'), 'run', ...parameters], {
      environment: { ...services.environment, TEST_LENGTH: length },
    });
  } finally {
    await services.stop();
  }
}

async function test(parameters: readonly string[]): Promise<number> {
  if (!(await buildIfStale())) return 1;
  try {
    return await testWith(await startTestServices(), parameters);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    console.error(error.message);
    return 1;
  }
}

process.exitCode = await test(process.argv.slice(2).filter((parameter) => parameter !== '--long'));
