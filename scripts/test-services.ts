import { ServiceError } from './services/service.ts';
import { startTestServices } from './services/test-services.ts';

// `npm run services`: the test services by hand. Standard output is nothing but lines for a shell to evaluate.
try {
  const services = await startTestServices();
  for (const [name, value] of Object.entries(services.environment)) console.log(`export ${name}='${value}'`);
  console.error('The services are up until Ctrl-C.');
  const stayUp = setInterval(() => {}, 60_000);
  const stop = async (): Promise<void> => {
    clearInterval(stayUp);
    await services.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
} catch (error) {
  if (!(error instanceof ServiceError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
