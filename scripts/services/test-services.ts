import { startPostgres } from './postgres.ts';
import { findOrInstallPrograms, type ProgramName } from './programs.ts';
import { startRedis } from './redis.ts';
import type { Service } from './service.ts';

/** The environment by which tests learn where their services are. One that is already set is used as it is. */
export type ServiceVariable = 'TEST_POSTGRES_URL' | 'TEST_REDIS_URL' | 'TEST_SLAPD' | 'TEST_CHROMIUM';

export interface TestServices {
  readonly environment: Record<ServiceVariable, string>;
  /** Ends exactly what was started here. */
  stop(): Promise<void>;
}

/**
 * Brings PostgreSQL and Redis on free ports of 127.0.0.1, and says where Chromium and slapd are: tests start those
 * themselves.
 * @throws {ServiceError} saying what to run where one cannot be had; what had started by then is stopped.
 */
export async function startTestServices(): Promise<TestServices> {
  const programs = findOrInstallPrograms(missingPrograms());
  const started: Service[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((service) => service.stop()));
  };
  const address = async (variable: ServiceVariable, start: () => Promise<Service>): Promise<string> => {
    const given = process.env[variable];
    if (given) return given;
    const service = await start();
    started.push(service);
    return service.address;
  };
  const [postgres, redis] = await Promise.allSettled([
    address('TEST_POSTGRES_URL', startPostgres),
    address('TEST_REDIS_URL', () => startRedis(programs.get('redis') ?? '')),
  ]);
  if (postgres.status === 'fulfilled' && redis.status === 'fulfilled') {
    const chromium = process.env.TEST_CHROMIUM || (programs.get('chromium') ?? '');
    const environment = {
      TEST_POSTGRES_URL: postgres.value,
      TEST_REDIS_URL: redis.value,
      TEST_SLAPD: process.env.TEST_SLAPD || (programs.get('slapd') ?? ''),
      TEST_CHROMIUM: chromium,
    };
    return { environment, stop };
  }
  await stop();
  throw [postgres, redis].find((result) => result.status === 'rejected')?.reason;
}

function missingPrograms(): ProgramName[] {
  const names: ProgramName[] = [];
  if (!process.env.TEST_REDIS_URL) names.push('redis');
  if (!process.env.TEST_CHROMIUM) names.push('chromium');
  if (!process.env.TEST_SLAPD) names.push('slapd');
  return names;
}
