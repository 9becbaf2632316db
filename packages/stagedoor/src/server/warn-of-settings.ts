import type { FastifyInstance } from 'fastify';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';

/**
 * Says in the log what the settings look like and cannot be refused for: names with a slip in them, settings that change nothing; and, once somebody listens,
 * that links in e-mails would lead elsewhere.
 */
export function warnOfSettings(
  app: FastifyInstance,
  { config, logger }: Pick<Stagedoor, 'config' | 'logger'>,
): void {
  for (const line of [...config.misspeltSettings, ...config.settingsWithoutEffect]) logger.warn(line);
  // Who sets PUBLIC_URL knows better: a proxy or a container listens there.
  if (config.isPublicUrlSaid) return;
  app.addHook('onListen', (done) => {
    // A socket of the file system has no port, and a proxy before it.
    const ports = app.addresses().flatMap((address) => (typeof address === 'string' ? [] : [address.port]));
    if (ports.length > 0 && !ports.includes(Number(config.publicUrl.port || 80))) {
      logger.warn(
        `Links in e-mails lead to ${config.publicUrl.origin}, but the server listens on port ${ports[0]}: set PUBLIC_URL or PORT.`,
      );
    }
    done();
  });
}
