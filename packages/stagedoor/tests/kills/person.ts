import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isUp } from '../support/site-process.ts';
import type { SmtpSink } from '../support/smtp-sink.ts';
import { type Outcome, type Reply, send } from './wire-client.ts';

/** A one-time key and every answer to using it. */
interface KeyUse {
  readonly key: string;
  readonly outcomes: Outcome[];
}

interface ResetUse extends KeyUse {
  readonly uid: string;
  readonly newPassword: string;
}

/** What one person did and was told: the history that the site is held to afterwards. */
export interface Person {
  readonly email: string;
  readonly firstPassword: string;
  signUp: Outcome;
  activation: KeyUse | null;
  readonly logIns: {
    readonly outcome: Outcome;
    readonly sessionId: string | null;
    readonly password: string;
  }[];
  readonly resetRequests: Outcome[];
  readonly resets: ResetUse[];
  /** After everything that would end it. */
  family: TokenFamily | null;
}

/** A family of tokens and every answer to its refreshes. */
export interface TokenFamily {
  readonly first: string;
  /** The newest refresh token that came in an answer. */
  leaf: string;
  /** How often the site said that a token was exchanged. */
  acknowledged: number;
  /** Somebody asked and heard nothing to the end: whether that token was exchanged nobody can tell. */
  isUncertain: boolean;
  /** Refused, although only what was lost was asked for. */
  refused: string | null;
  /** The site was away for so long that it owed the lost answer to nobody any more. */
  isTooLate: boolean;
  /** Whoever asked twice got the same token twice. */
  isSame: boolean;
}

export interface World {
  readonly url: string;
  readonly sink: SmtpSink;
  /** Set when no new step may be begun. */
  isOver: boolean;
  /** How many answers came in all. */
  answers: number;
}

const REFRESHES = 8;
/** A little less than what is promised: the clock here is not that of the site. */
const REPEAT_WINDOW_MS = 9_000;
const ACTIVATION_LINK = /\/accounts\/activation\/([A-Za-z0-9]{43})\//;
const RESET_LINK = /\/accounts\/reset\/([A-Za-z0-9_-]+)\/([A-Za-z0-9]{43})\//;

/** An account's life from sign-up to a second password, as far as the world lets it come. */
export async function live(world: World, email: string): Promise<Person> {
  const person: Person = {
    email,
    firstPassword: 'tulips-under-7-bridges',
    signUp: 'unknown',
    activation: null,
    logIns: [],
    resetRequests: [],
    resets: [],
    family: null,
  };
  const steps = [signUp, activate, logIn, askForReset, reset, logIn, refreshTokens];
  for (const step of steps) {
    if (world.isOver || !(await step(world, person))) break;
  }
  return person;
}

/** Whether a key did its work, as far as the answers tell: a refusal after silence means that the silent use did. */
export function wasUsed(use: KeyUse | null): boolean {
  return use !== null && use.outcomes.length > 0 && use.outcomes.at(-1) !== 'unknown';
}

export function currentPassword(person: Person): string {
  return person.resets.findLast(wasUsed)?.newPassword ?? person.firstPassword;
}

async function signUp(world: World, person: Person): Promise<boolean> {
  const { email, firstPassword: password } = person;
  const reply = await post(world, '/api/signup/', { email, password, password_confirm: password });
  if (reply.outcome === 'refused') throw new Error(`${email} was refused: ${reply.status}`);
  person.signUp = reply.outcome;
  // Nobody can tell whether the account is there now: this person waits for a site and leaves.
  if (reply.outcome === 'unknown') await untilUp(world);
  return reply.outcome === 'done';
}

async function activate(world: World, person: Person): Promise<boolean> {
  const link = await linkFor(world, person.email, ACTIVATION_LINK);
  if (link === null) return false;
  person.activation = { key: link[1] ?? '', outcomes: [] };
  return await spend(world, person.activation, '/api/activation/confirm/', { key: person.activation.key });
}

async function logIn(world: World, person: Person): Promise<boolean> {
  const password = currentPassword(person);
  for (;;) {
    const reply = await post(world, '/api/login/', { email: person.email, password });
    person.logIns.push({ outcome: reply.outcome, sessionId: reply.sessionId, password });
    if (reply.outcome === 'refused')
      throw new Error(`${person.email} cannot sign in with the password that was set`);
    if (reply.outcome === 'done') return true;
    if (!(await untilUp(world))) return false;
  }
}

async function askForReset(world: World, person: Person): Promise<boolean> {
  const reply = await post(world, '/api/password/reset/', { email: person.email });
  person.resetRequests.push(reply.outcome);
  if (reply.outcome === 'unknown') await untilUp(world);
  return reply.outcome === 'done';
}

async function reset(world: World, person: Person): Promise<boolean> {
  const link = await linkFor(world, person.email, RESET_LINK);
  if (link === null) return false;
  const newPassword = 'nine-herons-over-the-lake';
  const use: ResetUse = { uid: link[1] ?? '', key: link[2] ?? '', newPassword, outcomes: [] };
  person.resets.push(use);
  const passwords = { new_password1: newPassword, new_password2: newPassword };
  return await spend(world, use, '/api/password/reset/confirm/', {
    uid: use.uid,
    token: use.key,
    ...passwords,
  });
}

/** Keeps a family going through whatever happens to the site, as a client that asks again with the same key. */
async function refreshTokens(world: World, person: Person): Promise<boolean> {
  const credentials = { username: person.email, password: currentPassword(person) };
  const opened = await post(world, '/api/token/', credentials);
  if (opened.outcome !== 'done') return false;
  const first = refreshIn(opened);
  const family: TokenFamily = {
    first,
    leaf: first,
    acknowledged: 0,
    isUncertain: false,
    refused: null,
    isTooLate: false,
    isSame: true,
  };
  person.family = family;
  while (!world.isOver && family.acknowledged < REFRESHES && (await refresh(world, family)));
  return family.acknowledged === REFRESHES;
}

/** Few kills meet an answer on its way: every second one gets lost besides, and is asked for again. */
async function refresh(world: World, family: TokenFamily): Promise<boolean> {
  const request = { method: 'POST', body: { refresh: family.leaf }, requestKey: randomUUID() } as const;
  const startedAt = performance.now();
  let lost: string | null = null;
  for (;;) {
    const reply = await send(`${world.url}/api/token/refresh/`, request);
    if (reply.outcome === 'unknown') {
      family.isUncertain = true;
      if (!(await untilUp(world))) return false;
      continue;
    }
    world.answers += 1;
    family.isUncertain = false;
    if (reply.outcome === 'refused') {
      family.isTooLate = performance.now() - startedAt > REPEAT_WINDOW_MS;
      family.refused = reply.text;
      return false;
    }
    if (lost === null && family.acknowledged % 2 === 1) {
      lost = refreshIn(reply);
      continue;
    }
    family.isSame &&= lost === null || lost === refreshIn(reply);
    family.leaf = refreshIn(reply);
    family.acknowledged += 1;
    return true;
  }
}

function refreshIn({ text }: Reply): string {
  return (JSON.parse(text) as { refresh: string }).refresh;
}

/** Uses a key until something answers; false when nothing did to the end. */
async function spend(world: World, use: KeyUse, path: string, body: object): Promise<boolean> {
  for (;;) {
    const reply = await post(world, path, body);
    use.outcomes.push(reply.outcome);
    if (reply.outcome !== 'unknown') return true;
    if (!(await untilUp(world))) return false;
  }
}

async function post(world: World, path: string, body: object): Promise<Reply> {
  const reply = await send(world.url + path, { method: 'POST', body });
  if (reply.outcome !== 'unknown') world.answers += 1;
  return reply;
}

async function untilUp(world: World): Promise<boolean> {
  while (!world.isOver) {
    if (await isUp(world.url)) return true;
    await sleep(20);
  }
  return false;
}

async function linkFor(world: World, email: string, pattern: RegExp): Promise<RegExpExecArray | null> {
  while (!world.isOver) {
    for (const mail of world.sink.mails) {
      const link = mail.recipients[0] === email ? pattern.exec(mail.email.text ?? '') : null;
      if (link) return link;
    }
    await sleep(20);
  }
  return null;
}
