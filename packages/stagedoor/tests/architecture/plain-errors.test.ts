import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';

/** What a terminal prints, or a setting's parser completes a sentence with, and nothing logs: they quote what was typed. */
const NEVER_LOGGED = ['CommandProblem', 'UnreadableSetting'];
/** A ConfigurationError is a PlainError. */
const BARE_CLASS = /class (\w+) extends (?!(?:Plain|Configuration)Error\b)\w*(?:Error|Exception)\b/g;
const BARE_THROW = /\bnew (?:Type|Range|Reference|Syntax|Aggregate)?Error\(/;
/** What makes no sense to start with ends the start, and is printed. */
const ONLY_AT_THE_START = [
  'core/password/password-policy.ts',
  'infrastructure/crypto/sealer.ts',
  'infrastructure/mail/smtp.ts',
  'infrastructure/password/argon2-format.ts',
  'infrastructure/password/bcrypt-format.ts',
  'infrastructure/password/pbkdf2-format.ts',
  'infrastructure/password/scrypt-format.ts',
];

/** Rooms that run where no log of ours is: a browser, and a Node that is too old. */
const sources = readdirSync(inCheckout('packages/stagedoor/src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/^(resource-)?client\/|^node-version\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(inCheckout(join('packages/stagedoor/src', path)), 'utf8') }));

describe('errors of our own', () => {
  it('say that their sentence may be logged, or are never logged', () => {
    const bare = sources.flatMap(({ text }) => [...text.matchAll(BARE_CLASS)].map(([, name]) => name));
    expect(bare.filter((name) => name !== 'PlainError').toSorted()).toEqual(NEVER_LOGGED);
  });

  it('are of a class of ours wherever a running site throws them', () => {
    const thrown = sources.filter(({ text }) => BARE_THROW.test(text)).map(({ path }) => path);
    expect(thrown.toSorted()).toEqual(ONLY_AT_THE_START);
  });
});
