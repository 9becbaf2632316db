import { rm } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import type { ConfigOverrides } from '../../src/config.ts';
import type { FeatureCore } from '../../src/create-stagedoor/feature.ts';
import type { Stagedoor } from '../../src/create-stagedoor/stagedoor.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { createLogger } from '../../src/infrastructure/logging/create-logger.ts';
import type { CaughtMail } from '../../src/infrastructure/mail/catcher.ts';
import { type FixedClock, fixedClock } from '../../src/infrastructure/memory/fixed-clock.ts';
import type { Branding } from '../../src/server/define-branding.ts';
import type { ServerOptions } from '../../src/server/server-options.ts';
import { createServer } from '../../src/server.ts';
import { watchAnswers } from './answer-check.ts';
import { newDataFolder } from './data-folder.ts';
import { Visitor } from './page/visitor.ts';

export const PASSWORD = 'tulips-under-7-bridges';
export const NEW_PASSWORD = 'lanterns-above-9-harbours';

export interface RealSite {
  readonly app: FastifyInstance;
  readonly stagedoor: Stagedoor;
  /** Stands still until it is moved. */
  readonly clock: FixedClock;
  visitor(headers?: Record<string, string>): Visitor;
  /** Does what waits in the outbox; answers the mails that were caught, newest first. */
  mails(): Promise<readonly CaughtMail[]>;
  /** The path of the link in the newest mail to `to`. */
  mailedPath(to: string): Promise<string>;
  /** An account that may sign in at once. */
  addPerson(username?: string): Promise<{ id: number; username: string; email: string }>;
  /** Listens on a free port of this machine; answers the origin. */
  listen(): Promise<string>;
  /** A visitor who has logged in on the page. */
  loggedIn(username?: string, headers?: Record<string, string>): Promise<Visitor>;
  close(): Promise<void>;
}

export interface RealSiteOptions {
  readonly env?: Record<string, string>;
  readonly config?: ConfigOverrides;
  readonly branding?: Branding;
  readonly features?: readonly FeatureCore[];
  readonly server?: ServerOptions;
  /** Where the log goes; nowhere unless given. */
  readonly log?: DestinationStream;
}

/** A site as `createStagedoor` opens it, on SQLite unless DATABASE_URL says otherwise; only the hashing is cheap. */
export async function openRealSite(options: RealSiteOptions = {}): Promise<RealSite> {
  const directory = await newDataFolder();
  const clock = fixedClock(new Date());
  const stagedoor = await createStagedoor({
    env: { NODE_ENV: 'test', DATA_DIR: directory, LOG_LEVEL: 'silent', ...options.env },
    ...(options.config ? { config: options.config } : {}),
    ...(options.branding ? { branding: options.branding } : {}),
    ...(options.features ? { features: options.features } : {}),
    clock,
    ...(options.log ? { logger: createLogger('info', options.log) } : {}),
    passwordHasher: { memoryCostKib: 64, timeCost: 1 },
  });
  await stagedoor.migrations.apply();
  const app = createServer(stagedoor, options.server);
  watchAnswers(app, stagedoor);
  await app.ready();
  const { publicUrl } = stagedoor.config;
  const site: RealSite = {
    app,
    stagedoor,
    clock,
    visitor: (headers) => new Visitor(app, publicUrl, headers),
    async mails() {
      await stagedoor.backgroundWork.drain();
      return (await stagedoor.mailCatcher?.list()) ?? [];
    },
    async mailedPath(to) {
      const mail = (await site.mails()).find((caught) => caught.to === to);
      const link = /^https?:\/\/\S+$/m.exec(mail?.text ?? '')?.[0];
      if (!link) throw new Error(`no link was mailed to ${to}`);
      return new URL(link).pathname;
    },
    async addPerson(username = 'ana') {
      const email = `${username}@mail.example`;
      const account = { username, email, password: PASSWORD, validatePassword: false };
      const { id } = await stagedoor.useCases.user.create({
        by: 'operator',
        ...account,
        awaitsWelcome: false,
        isStaff: false,
        isSuperuser: false,
      });
      return { id, username, email };
    },
    listen: () => app.listen({ host: '127.0.0.1', port: 0 }),
    async loggedIn(username = 'ana', headers) {
      const visitor = site.visitor(headers);
      await visitor.open('/accounts/login/');
      const page = await visitor.submit({ username, password: PASSWORD });
      if (page.path !== '/accounts/profile/') throw new Error(`log-in led to ${page.url}: ${page.text}`);
      return visitor;
    },
    async close() {
      await app.close();
      await stagedoor.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return site;
}
