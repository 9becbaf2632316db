import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { SiteRig } from '../support/site-rig.ts';
import { countOf, type RaceAnswer, type RaceRequest, race, raceForAnswers, send } from './race-client.ts';

/** What the races of tokens borrow from the others: the nodes, and people on them. */
export interface TokenRaces {
  rule(title: string, round: () => Promise<void>): void;
  /** The address of somebody new whose password is `password`. */
  activated(): Promise<string>;
  /** The cookies of a browser in which they are signed in. */
  logIn(email: string): Promise<ReadonlyMap<string, string>>;
  urls(): readonly string[];
  rig(): SiteRig;
  readonly password: string;
  readonly longestMs: number;
}

interface Pair {
  readonly access: string;
  readonly refresh: string;
}

/** What is promised, wherever something was ended. */
const WITHIN_MS = 1_000;
const NEW_PASSWORD = 'nine-herons-over-the-lake';

const post = (path: string, body: object): RaceRequest => ({ method: 'POST', path, body });
const refresh = (token: string): RaceRequest => post('/api/token/refresh/', { refresh: token });
const me = (authorization: string): RaceRequest => ({ method: 'GET', path: '/api/users/me/', authorization });
const pairIn = ({ body }: RaceAnswer): Pair => JSON.parse(body) as Pair;
const isDone = ({ status }: RaceAnswer): boolean => status === 200;

/**
 * Asks until everything is refused, and answers after how many milliseconds that was asked. Whoever asks a second after
 * the end must be refused, however long a busy machine takes to say so.
 */
async function untilRefused(refused: number, ask: () => Promise<readonly number[]>): Promise<number> {
  const endedAtMs = performance.now();
  for (;;) {
    const askedAfterMs = Math.round(performance.now() - endedAtMs);
    const statuses = await ask();
    if (statuses.every((status) => status === refused)) return askedAfterMs;
    expect(askedAfterMs, `answered ${statuses}, asked so many ms after the end`).toBeLessThan(WITHIN_MS);
    await sleep(1);
  }
}

/** Refreshes against each other, and against everything that ends what they would prolong. */
export function describeTokenRaces(races: TokenRaces): void {
  const { rule, activated, password } = races;
  const nodes = () => races.urls();
  const first = () => nodes()[0] ?? '';
  let known: Promise<string> | undefined;
  /** One person for all rounds that leave the account as it is. */
  const somebody = () => {
    known ??= activated();
    return known;
  };

  async function obtain(email: string, url = first()): Promise<Pair> {
    const answer = await send(url, post('/api/token/', { email, password }));
    expect(answer.status, answer.body).toBe(200);
    return pairIn(answer);
  }

  /** Refresh tokens of the family that can still be exchanged, as the database has it. */
  async function logsOut(pair: Pair): Promise<number> {
    const rows = await races.rig().query(
      `select t.jti from stagedoor_refresh_token t where t.used_at is null and t.session_id =
         (select session_id from stagedoor_refresh_token where jti = '${claimsOf(pair.refresh).jti}')`,
    );
    return rows.length;
  }

  /** On both nodes, whatever they have kept: no access token opens anything and no refresh token gives one. */
  async function expectDead(pairs: readonly Pair[]): Promise<void> {
    for (const url of nodes()) {
      await untilRefused(401, async () => {
        const answers = await Promise.all(pairs.map(({ access }) => send(url, me(`Bearer ${access}`))));
        return answers.map(({ status }) => status);
      });
      const answers = await Promise.all(pairs.map((pair) => send(url, refresh(pair.refresh))));
      expect(answers.map(({ status }) => status)).toEqual(pairs.map(() => 401));
    }
  }

  /** Refreshes one token after the other until it is refused; answers every pair that came. */
  async function refreshUntilRefused(pair: Pair, url: string): Promise<readonly Pair[]> {
    const pairs = [pair];
    for (;;) {
      const answer = await send(url, refresh(pairs.at(-1)?.refresh ?? ''));
      if (!isDone(answer)) {
        expect(answer.status, answer.body).toBe(401);
        return pairs;
      }
      pairs.push(pairIn(answer));
    }
  }

  rule('gives sixteen refreshes of one token one successor, the only leaf', async () => {
    const email = await somebody();
    const pair = await obtain(email);
    const answers = await raceForAnswers(nodes(), () => refresh(pair.refresh));
    const statuses = answers.map(({ status }) => status);
    expect([countOf(200, statuses), countOf(401, statuses)]).toEqual([1, 15]);
    expect(await logsOut(pair)).toBe(1);
    const [won] = answers.filter(isDone).map(pairIn);
    expect(await race(nodes().slice(0, 1), () => me(`Bearer ${won?.access}`))).toEqual(Array(16).fill(200));
    expect((await send(first(), refresh(won?.refresh ?? ''))).status).toBe(200);
    expect(await logsOut(pair)).toBe(1);
  });

  rule('gives sixteen that come with one Idempotency-Key the very same successor', async () => {
    const email = await somebody();
    const pair = await obtain(email);
    const answers = await raceForAnswers(nodes(), () => ({ ...refresh(pair.refresh), requestKey: 'once' }));
    expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(200));
    expect(new Set(answers.map((answer) => pairIn(answer).refresh)).size).toBe(1);
    expect(await logsOut(pair)).toBe(1);
  });

  rule('leaves no living token of a family that was ended while it was refreshed', async () => {
    const email = await somebody();
    const pair = await obtain(email);
    const ends: readonly RaceRequest[] = [
      post('/api/token/blacklist/', { refresh: pair.refresh }),
      { method: 'POST', path: '/api/logout/', authorization: `Bearer ${pair.access}` },
    ];
    const answers = await raceForAnswers(nodes(), (runner) => ends[runner - 7] ?? refresh(pair.refresh));
    const made = answers
      .filter(isDone)
      .flatMap((answer) => ('access' in pairIn(answer) ? [pairIn(answer)] : []));
    expect(made.length).toBeLessThanOrEqual(1);
    await expectDead([pair, ...made]);
    expect(await logsOut(pair)).toBe(0);
  });

  rule(
    'leaves no living token of before a changed password, however they are refreshed meanwhile',
    async () => {
      const email = await activated();
      const cookies = await races.logIn(email);
      const csrf = await send(first(), { method: 'GET', path: '/api/csrf/', cookies });
      const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
      const pairs = await Promise.all(nodes().flatMap((url) => [obtain(email, url), obtain(email, url)]));
      const passwords = { old_password: password, new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };
      const change = send(first(), {
        ...post('/api/password/change/', passwords),
        cookies: csrf.cookies,
        csrfToken,
      });
      const chains = pairs.map((pair, index) => refreshUntilRefused(pair, nodes()[index % 2] ?? ''));
      const lateComers = nodes().map((url) => send(url, post('/api/token/', { email, password })));
      expect((await change).status).toBe(200);
      const made = (await Promise.all(chains)).flat();
      const late = (await Promise.all(lateComers)).filter(isDone).map(pairIn);
      await expectDead([...made, ...late]);
    },
  );

  rule('leaves no living token of a closed account, nor when it is opened again', async () => {
    const email = await activated();
    const { users } = races.rig().stores;
    const { id = 0 } = (await users.findByEmailKey(email)) ?? {};
    const pairs = await Promise.all(nodes().map((url) => obtain(email, url)));
    const chains = pairs.map((pair, index) => refreshUntilRefused(pair, nodes()[index] ?? ''));
    await users.update(id, { isActive: false });
    await users.revokeAll(id);
    const made = (await Promise.all(chains)).flat();
    await expectDead(made);
    await users.update(id, { isActive: true });
    await expectDead(made);
  });

  test('ends whatever somebody came by on the other node within a second', {
    timeout: races.longestMs,
  }, async () => {
    const email = await somebody();
    const tookMs: Record<string, number> = {};
    for (const way of await waysIn(email)) {
      const [one = '', other = ''] = nodes();
      const opens = async () => [(await send(other, way.use)).status];
      // Often enough that the other node keeps what it found.
      for (const _ of [1, 2, 3, 4, 5]) expect([way.name, ...(await opens())]).toEqual([way.name, 200]);
      const ended = await send(one, way.end);
      expect([way.name, ended.status], ended.body).toEqual([way.name, way.ended]);
      tookMs[way.name] = await untilRefused(way.refused ?? 401, opens);
    }
    console.log(`milliseconds until the other node refuses: ${JSON.stringify(tookMs)}`);
  });

  /** One of everything, how it is used on one node and how it is ended on another. */
  async function waysIn(email: string) {
    const cookies = await races.logIn(email);
    const csrf = await send(first(), { method: 'GET', path: '/api/csrf/', cookies });
    const own = {
      cookies: csrf.cookies,
      csrfToken: (JSON.parse(csrf.body) as { csrfToken: string }).csrfToken,
    };
    const json = async (request: RaceRequest) => {
      const answer = await send(first(), request);
      expect(answer.status, answer.body).toBeLessThan(300);
      return JSON.parse(answer.body) as Record<string, string>;
    };
    const doomed = await races.logIn(email);
    const [pair, other] = [await obtain(email), await obtain(email)];
    const { token: sliding } = await json(post('/api/token/sliding/', { email, password }));
    const { token: apiToken } = await json(post('/api-token-auth/', { email, password }));
    const personal = await json({ ...post('/api/users/me/tokens/', { name: 'x' }), ...own });
    const byCookie = await send(first(), post('/api/auth/cookie/login/', { email, password }));
    const list = await send(first(), { method: 'GET', path: '/api/users/me/sessions/', cookies: doomed });
    const [current] = (JSON.parse(list.body) as { id: number; is_current: boolean }[]).filter(
      (session) => session.is_current,
    );
    const verify = (token: string | undefined) => post('/api/token/verify/', { token });
    const blacklist = (token: string | undefined) => post('/api/token/blacklist/', { refresh: token });
    return [
      {
        name: 'session cookie',
        use: { method: 'GET', path: '/api/users/me/', cookies: doomed },
        end: { method: 'DELETE', path: `/api/users/me/sessions/${current?.id}/`, ...own },
        ended: 204,
      },
      { name: 'access token', use: me(`Bearer ${pair.access}`), end: blacklist(pair.refresh), ended: 200 },
      {
        name: 'refresh token',
        use: verify(other.refresh),
        end: blacklist(other.refresh),
        ended: 200,
        refused: 400,
      },
      { name: 'sliding token', use: me(`Bearer ${sliding}`), end: blacklist(sliding), ended: 200 },
      {
        name: 'token cookie',
        use: { method: 'GET', path: '/api/users/me/', cookies: byCookie.cookies },
        end: { method: 'POST', path: '/api/auth/cookie/logout/', cookies: byCookie.cookies },
        ended: 200,
      },
      {
        name: 'API token',
        use: me(`Token ${apiToken}`),
        end: { method: 'DELETE', path: '/api-token-auth/', ...own },
        ended: 204,
      },
      {
        name: 'personal token',
        use: me(`Bearer ${personal.token}`),
        end: { method: 'DELETE', path: `/api/users/me/tokens/${personal.id}/`, ...own },
        ended: 204,
      },
    ] as readonly { name: string; use: RaceRequest; end: RaceRequest; ended: number; refused?: number }[];
  }
}

function claimsOf(token: string): { readonly jti: string } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
