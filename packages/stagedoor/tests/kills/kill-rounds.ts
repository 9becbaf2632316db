import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../support/random.ts';
import { runCommand, type SiteProcess, startSiteProcess } from '../support/site-process.ts';
import { createSiteRig, type SiteRig } from '../support/site-rig.ts';
import { checkDuplicates, checkPromises } from './check-promises.ts';
import { live, type Person, type World, wasUsed } from './person.ts';

const LANES = 5;
/** How long a server lives, in answers, so that a slow machine tests as much as a fast one; and then a little longer. */
const MOST_ANSWERS = 25;
const MOST_MS_MORE = 30;
const LONGEST_LIFE_MS = 10_000;
const LONGEST_STORY_MS = 30_000;

/** On each database, so 10 in a short run and 200 in `npm run test:long`. KILLS and SEED set them from outside. */
const kills = Number(process.env.KILLS ?? (process.env.TEST_LENGTH === 'long' ? 100 : 5));
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);

/** The test that ends the real server at random moments and then holds it to everything it said. */
export function describeKills(kind: 'sqlite' | 'postgres'): void {
  let rig: SiteRig;
  let site: RestartingSite;
  beforeAll(async () => {
    rig = await createSiteRig(kind);
    site = await RestartingSite.start(rig);
  });
  afterAll(async () => {
    await site?.process.stop();
    await rig?.close();
  });

  test(
    `loses nothing it acknowledged and uses nothing twice over ${kills} kills, SEED=${seed}`,
    async () => {
      const people = await killRounds(rig, site);
      // The story came to its end often enough for the kills to have met all of it.
      expect(people.some(hasReset)).toBe(true);
      expect(people.some(hasRefreshed)).toBe(true);
      const checks = { rig, url: site.process.url };
      await inLanes(people, (person) => checkPromises(checks, person));
      checkDuplicates(rig.sink.mails, site.killedAt);
      await checkWhole(rig);
    },
    60_000 + kills * 20_000,
  );
}

class RestartingSite {
  readonly rig: SiteRig;
  readonly killedAt: number[] = [];
  process: SiteProcess;

  private constructor(rig: SiteRig, process: SiteProcess) {
    this.rig = rig;
    this.process = process;
  }

  static async start(rig: SiteRig): Promise<RestartingSite> {
    return new RestartingSite(rig, await startSiteProcess(rig.environment));
  }

  async killAndRestart(): Promise<void> {
    await this.process.kill();
    this.killedAt.push(performance.now());
    await this.rig.endLeases();
    this.process = await startSiteProcess(this.rig.environment);
  }
}

const hasReset = ({ resets }: Person): boolean => resets.some(wasUsed);
const hasRefreshed = ({ family }: Person): boolean => family !== null && family.acknowledged > 0;

async function killRounds(rig: SiteRig, site: RestartingSite): Promise<readonly Person[]> {
  const random = seededRandom(seed);
  const people: Person[] = [];
  const world: World = { url: site.process.url, sink: rig.sink, isOver: false, answers: 0 };
  const clients = Array.from({ length: LANES }, async (_, client) => {
    for (let number = 1; !world.isOver; number += 1) {
      people.push(await live(world, `client${client}-${number}@example.com`));
    }
  });
  // A client that fails is heard at the end; until then it must not pass for a crash of the tests.
  const ended = Promise.all(clients);
  ended.catch(() => undefined);
  for (let kill = 1; kill <= kills; kill += 1) {
    if (random.chance(0.2)) rig.sink.next('die-after-data');
    await answers(world, random.between(0, MOST_ANSWERS));
    await sleep(random.between(0, MOST_MS_MORE));
    await site.killAndRestart();
  }
  // Few kills may be over before anybody came so far: the last server lives until somebody has.
  const deadline = Date.now() + LONGEST_STORY_MS;
  while (!(people.some(hasReset) && people.some(hasRefreshed)) && Date.now() < deadline) await sleep(20);
  world.isOver = true;
  await ended;
  // An e-mail that the mail server died with is tried again after two seconds.
  while ((await rig.mailsLeft()) > 0) await sleep(50);
  return people;
}

/** A few at a time: more at once would meet the bound of password hashing, which is none of this test. */
async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function answers(world: World, count: number): Promise<void> {
  const enough = world.answers + count;
  const deadline = Date.now() + LONGEST_LIFE_MS;
  while (world.answers < enough && Date.now() < deadline) await sleep(2);
}

async function checkWhole(rig: SiteRig): Promise<void> {
  const verified = await runCommand(['audit', 'verify'], rig.environment);
  expect(verified.code, verified.output).toBe(0);
  expect(await rig.stores.jobs.count()).toMatchObject({ parked: 0 });
  const homeless = await rig.query(
    `select u.id from auth_user u where not exists (select 1 from account_emailaddress a where a.user_id = u.id)`,
  );
  expect(homeless).toEqual([]);
}
