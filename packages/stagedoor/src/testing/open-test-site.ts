import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { GivenUser } from '../core/account/sign-up/read-user.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import { checkRecord } from '../core/kernel/record-shape.ts';
import type { UserOf } from '../core/typed-use-cases.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { ExtraFields } from '../core/user/extra-field.ts';
import type { FeatureCore } from '../create-stagedoor/feature.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { createStagedoor } from '../create-stagedoor.ts';
import { type FixedClock, fixedClock } from '../infrastructure/memory/fixed-clock.ts';
import { siteEnvironment } from '../server/site.ts';
import { createServer } from '../server.ts';
import {
  type ResourceCost,
  type ResourceCostOptions,
  resourceCosts,
  statementsOf,
} from './resource-costs.ts';
import { type SignedIn, type SignInBy, signIn, testBackend } from './sign-in.ts';
import { type TestMail, testMail } from './test-mail.ts';
import { newTestUserShape, type TestSiteOptions, testSiteShape } from './test-site-options.ts';

/** What a user is given beside what an operator says of one. */
export interface NewTestUser extends GivenUser {
  /** Permissions, as `app_label.codename`. */
  readonly permissions?: readonly string[];
  /** Names of groups to be in; one that is not there is made, and holds nothing. */
  readonly groups?: readonly string[];
}

/** A user with the password that it has. */
export type TestUser<Fields extends ExtraFields> = UserOf<Fields> & { readonly password: string };

export interface TestSite<
  Fields extends ExtraFields = ExtraFields,
  Features extends readonly FeatureCore[] = readonly [],
> {
  readonly stagedoor: Stagedoor<Fields, Features>;
  /** Ready for `inject()`, and for supertest by `app.server`. */
  readonly app: FastifyInstance;
  /** Stands still until `advance` or `set` moves it. */
  readonly clock: FixedClock;
  readonly mail: TestMail;
  /** An account that may log in at once, its address verified; a name of its own unless one is given. */
  createUser(given?: NewTestUser): Promise<TestUser<Fields>>;
  /**
   * Signs somebody in without a password.
   *
   * @throws AccountsError as a log-in does, for whom the gate does not let in
   */
  signInAs(user: SignedIn['user'], by?: SignInBy): Promise<SignedIn>;
  /**
   * The statements that the database is sent while the work is done, without those that begin and end transactions; on SQLite and on PostgreSQL.
   *
   * @example
   * const statements = await site.statementsOf(() => site.app.inject({ url: '/api/notes/', headers: ana.headers }));
   */
  statementsOf(work: () => Promise<unknown>): Promise<readonly string[]>;
  /**
   * What a superuser's list, detail, creation and change of each resource of the site's features cost in statements, with one row in every
   * table and with twenty: where the two differ, something is asked row by row.
   *
   * @throws AccountsError `invalid-input` where an example is refused: `values` says better ones
   */
  resourceCosts(options?: ResourceCostOptions): Promise<Readonly<Record<string, ResourceCost>>>;
  /** Does the jobs that are due, those of the site's features too. */
  runJobs(): Promise<void>;
  close(): Promise<void>;
}

const PASSWORD = 'only-for-tests-4711';
/** As cheap as argon2 can be: a log-in takes less than a millisecond. */
const CHEAP = { memoryCostKib: 64, timeCost: 1 };

/**
 * Opens a site for a test: everything real, in this process and in memory, with a clock that stands still. One for a file of
 * tests is enough; each takes a fraction of a second.
 *
 * @throws PlainError in production; RecordProblem for an option that nobody reads; what `createStagedoor` and `createServer` throw
 * @example
 * const site = await openTestSite({ features: [notes] });
 * const ana = await site.signInAs(await site.createUser({ username: 'ana' }));
 * const answer = await site.app.inject({ url: '/api/users/me/', headers: ana.headers });
 */
export async function openTestSite<
  const Fields extends ExtraFields = ExtraFields,
  const Features extends readonly FeatureCore[] = readonly [],
>(options: TestSiteOptions<Fields, Features> = {}): Promise<TestSite<Fields, Features>> {
  checkRecord('The options of openTestSite', options, testSiteShape);
  const {
    env = {},
    now = new Date(),
    defaults = {},
    server = {},
    authenticationBackends = [],
    ...own
  } = options;
  requireNoProduction(env);
  const folder = await mkdtemp(join(tmpdir(), 'stagedoor-test-'));
  const clock = fixedClock(now);
  const { backend, key } = testBackend();
  const opened: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const end of opened.toReversed()) await end();
  };
  try {
    const stagedoor = await createStagedoor<Fields, Features>({
      ...own,
      env: siteEnvironment({ defaults }, { ...inMemory(folder), ...env }),
      authenticationBackends: [...authenticationBackends, backend],
      clock,
      passwordHasher: CHEAP,
    });
    opened.push(() => stagedoor.close());
    await stagedoor.migrations.apply();
    const app = createServer(stagedoor, server);
    opened.push(() => app.close());
    await app.ready();
    return { ...siteOf({ stagedoor, app, key }), clock, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function siteOf<Fields extends ExtraFields, Features extends readonly FeatureCore[]>({
  stagedoor,
  app,
  key,
}: {
  readonly stagedoor: Stagedoor<Fields, Features>;
  readonly app: FastifyInstance;
  readonly key: string;
}): Omit<TestSite<Fields, Features>, 'clock' | 'close'> {
  let users = 0;
  return {
    stagedoor,
    app,
    mail: testMail(stagedoor),
    async createUser(given = {}) {
      checkRecord('createUser', given, newTestUserShape);
      users += 1;
      const { username = `user${users}`, password = PASSWORD } = given;
      const email = `${username ?? `user${users}`}@mail.example`;
      const { permissions = [], groups = [], ...fields } = given;
      const user = await stagedoor.useCases.user.create({
        by: 'operator',
        email,
        validatePassword: false,
        // A test finds in the mailbox what it sends itself.
        awaitsWelcome: false,
        ...fields,
        username,
        password,
      });
      for (const permission of permissions)
        await stagedoor.useCases.permission.grant({ by: 'operator', userId: user.id, permission });
      for (const name of groups) await joinGroup(stagedoor.useCases, user.id, name);
      return { ...user, password: password ?? '' };
    },
    signInAs: (user, by = 'session') => signIn(stagedoor, { user, by, key }),
    statementsOf,
    async resourceCosts(options) {
      const create = (isSuperuser: boolean) => {
        users += 1;
        const username = `costs${users}`;
        const account = { username, email: `${username}@mail.example`, isSuperuser, isStaff: isSuperuser };
        return stagedoor.useCases.user.create({ by: 'operator', awaitsWelcome: false, ...account });
      };
      const { headers } = await signIn(stagedoor, { user: await create(true), by: 'api-token', key });
      return await resourceCosts({ stagedoor, app, headers, createUser: () => create(false) }, options);
    },
    runJobs: () => stagedoor.backgroundWork.drain(),
  };
}

async function joinGroup({ group }: Pick<UseCases, 'group'>, userId: number, name: string): Promise<void> {
  const by = 'operator';
  const { id: groupId } = (await group.find({ name })) ?? (await group.create({ by, name }));
  await group.addMember({ by, groupId, userId });
}

function inMemory(folder: string): Readonly<Record<string, string>> {
  return { NODE_ENV: 'test', DATA_DIR: folder, DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' };
}

/** It signs in whom it is told to, and its passwords cost nothing to guess. */
function requireNoProduction(env: Readonly<Record<string, string>>): void {
  if (process.env.NODE_ENV !== 'production' && env.NODE_ENV !== 'production') return;
  throw new PlainError('stagedoor/testing opens no site where NODE_ENV is production.');
}
