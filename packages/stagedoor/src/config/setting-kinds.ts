import { canonicalEmail } from '../core/kernel/email.ts';
import type { Limit } from '../core/limit/limit.ts';
import type { Rate } from '../core/limit/rate.ts';
import { NAME_MAX_LENGTH } from '../core/user/profile-fields.ts';
import { parseDuration, showDuration } from './duration.ts';
import { type NetworkRange, parseNetworkRange, showNetworkRange } from './network-range.ts';
import { readExactOrigin, readOrigin } from './origin-text.ts';
import { PERIOD_WORDS, parseRate, showRate } from './rate-text.ts';
import { Secret } from './secret.ts';
import { declare, type Setting, UnreadableSetting } from './setting-kind.ts';

/** What a setting says of itself, whatever its kind. */
export interface Declared<Default> {
  readonly default: Default;
  readonly about: string;
  readonly shownDefault?: string;
  readonly otherNames?: readonly string[];
}

const TRUE_WORDS = new Set(['true', '1', 'yes', 'on']);
const FALSE_WORDS = new Set(['false', '0', 'no', 'off']);
// One label may be `*.` in front: the wildcard for all subdomains, written `.example.org` by Django too.
const HOST_PATTERN = /^(?:\*|(?:\*?\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/;

function unreadable(words: string, piece: string | null = null): never {
  throw new UnreadableSetting(words, piece);
}

export function text<Default extends string | null>(
  declared: Declared<Default> & { maxLength?: number },
): Setting<string | Default> {
  const maxLength = declared.maxLength ?? 500;
  const parse = (value: string): string =>
    value.length > maxLength || /\p{Cc}/u.test(value)
      ? unreadable(`one line of at most ${maxLength} characters`)
      : value;
  return declare({ shape: 'text', parse, show: (value) => value }, declared);
}

/** Where a page may lead: a path of this site, an https or http address, or a mailbox; nothing that runs. */
export function link(declared: Declared<null>): Setting<string | null> {
  const parse = (value: string): string => {
    const isPath = /^\/(?![/\\])/.test(value);
    const protocol = isPath ? null : URL.parse(value)?.protocol;
    const leads = isPath || /^(?:https?|mailto):$/.test(protocol ?? '');
    return leads && value.length <= 500 && !/[\p{Cc}\s]/u.test(value)
      ? value
      : unreadable('a path such as /terms/, or an address that begins with https:, http: or mailto:');
  };
  return declare({ shape: 'link', parse, show: (value) => value }, declared);
}

/** One mailbox, such as `owner@example.org`, in the form that addresses are compared in. */
export function emailAddress<Default extends string | null>(
  declared: Declared<Default>,
): Setting<string | Default> {
  const parse = (value: string): string =>
    canonicalEmail(value) ?? unreadable('one email address, such as owner@example.org');
  return declare({ shape: 'email address', parse, show: (value) => value }, declared);
}

export function integer<Default extends number | null>(
  declared: Declared<Default> & { min: number; max: number },
): Setting<number | Default> {
  const { min, max } = declared;
  const shape = `whole number, ${min} to ${max}`;
  const parse = (value: string): number => {
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    return number >= min && number <= max ? number : unreadable(`a ${shape}`);
  };
  return declare({ shape, parse, show: String }, declared);
}

export function flag<Default extends boolean | null>(
  declared: Declared<Default>,
): Setting<boolean | Default> {
  const parse = (value: string): boolean => {
    const word = value.toLowerCase();
    if (TRUE_WORDS.has(word)) return true;
    return FALSE_WORDS.has(word) ? false : unreadable('true or false');
  };
  return declare({ shape: 'true or false', parse, show: String }, declared);
}

/** One of `words`; `aliases` are other spellings, such as the dotted names of Django. */
export function choice<const Word extends string, Default extends Word | null>(
  declared: Declared<Default> & {
    words: readonly Word[];
    aliases?: Readonly<Record<string, NoInfer<Word>>>;
  },
): Setting<Word | Default> {
  const { words, aliases = {} } = declared;
  const shape = words.join(', ');
  const parse = (value: string): Word => {
    const known = words.find((word) => word.toLowerCase() === value.toLowerCase());
    const alias = Object.hasOwn(aliases, value) ? aliases[value] : undefined;
    return known ?? alias ?? unreadable(`one of ${shape}`);
  };
  return declare({ shape: `one of ${shape}`, parse, show: (value: Word) => value }, declared);
}

export function secret<Default extends Secret | null>(
  declared: Declared<Default>,
): Setting<Secret | Default> {
  const parse = (value: string): Secret => new Secret(value);
  return declare({ shape: 'secret text', isSecret: true, parse, show: String }, declared);
}

/** A URL that may hold a password, so it is wrapped like one. */
export function secretUrl<Default extends Secret | null>(
  declared: Declared<Default> & { schemes: readonly string[] },
): Setting<Secret | Default> {
  const shape = `URL starting with ${declared.schemes.map((scheme) => `\`${scheme}:\``).join(' or ')}`;
  const parse = (value: string): Secret =>
    declared.schemes.some((scheme) => value.startsWith(`${scheme}:`))
      ? new Secret(value)
      : unreadable(`a ${shape.replaceAll('`', '')}`);
  return declare({ shape, isSecret: true, parse, show: String }, declared);
}

interface ItemKind<Item> {
  readonly shape: string;
  readonly isSecret?: boolean;
  read(text: string): Item | null;
  show(item: Item): string;
}

function listOf<Item>(kind: ItemKind<Item>) {
  const shape = `${kind.shape}, separated by commas`;
  const readItem = (piece: string): Item => kind.read(piece) ?? unreadable(shape, piece);
  const parse = (value: string): readonly Item[] =>
    value
      .split(',')
      .map((piece) => piece.trim())
      .filter((piece) => piece !== '')
      .map(readItem);
  const show = (items: readonly Item[]): string => items.map(kind.show).join(',') || 'empty';
  return <Default extends readonly Item[] | null>(declared: Declared<Default>) =>
    declare<readonly Item[], Default>({ shape, isSecret: kind.isSecret ?? false, parse, show }, declared);
}

interface Choices<Word extends string> {
  readonly words: readonly Word[];
  readonly aliases?: Readonly<Record<string, NoInfer<Word>>>;
}

/** Any of `words`, in the order written. */
export function choices<const Word extends string>(
  declared: Choices<Word> & Declared<readonly NoInfer<Word>[]>,
): Setting<readonly Word[]>;
export function choices<const Word extends string>(
  declared: Choices<Word> & Declared<null>,
): Setting<readonly Word[] | null>;
export function choices<const Word extends string>(
  declared: Choices<Word> & Declared<readonly Word[] | null>,
): Setting<readonly Word[] | null> {
  const { words: known, aliases = {} } = declared;
  const read = (value: string): Word | null =>
    known.find((word) => word === value) ?? (Object.hasOwn(aliases, value) ? (aliases[value] ?? null) : null);
  return listOf<Word>({ shape: `any of ${known.join(', ')}`, read, show: (word) => word })(declared);
}

const asWritten = (value: string): string => value;
const matching = (pattern: RegExp) => (value: string) =>
  pattern.test(value.toLowerCase()) ? value.toLowerCase() : null;

export const words = listOf<string>({ shape: 'words', read: asWritten, show: asWritten });
export const secrets = listOf<Secret>({
  shape: 'secret texts',
  isSecret: true,
  read: (value) => new Secret(value),
  show: String,
});
export const hosts = listOf<string>({ shape: 'host names', read: matching(HOST_PATTERN), show: asWritten });
export const origins = listOf<string>({
  shape: 'origins such as `https://app.example.org`, `https://*.example.org` or `capacitor://localhost`',
  read: readOrigin,
  show: asWritten,
});
/** Compared letter by letter with what browsers send, so no pattern, no path and no port that goes without saying. */
export const exactOrigins = listOf<string>({
  shape: 'origins such as `https://app.example.org` or `capacitor://localhost`, exactly',
  read: readExactOrigin,
  show: asWritten,
});
/** Names of headers and methods. */
export const httpTokens = listOf<string>({
  shape: 'names of HTTP',
  read: (value) => (/^[A-Za-z0-9_-]+$/.test(value) ? value : null),
  show: asWritten,
});
export const pathPrefixes = listOf<string>({
  shape: 'beginnings of paths such as `/api/`',
  read: (value) => (/^\/[^\s?#%]*$/.test(value) ? value : null),
  show: asWritten,
});
/** A route by its name, and the address that it gets. */
export interface RoutePath {
  readonly name: string;
  readonly path: string;
}
export const routePaths = listOf<RoutePath>({
  shape: 'names of routes with their addresses, such as `token_obtain_pair=/api/auth/jwt/create/`',
  read: readRoutePath,
  show: ({ name, path }) => `${name}=${path}`,
});

/** The slash at the end may be left out, as it may where the address is asked for. */
function readRoutePath(value: string): RoutePath | null {
  const [name = '', written = '', ...rest] = value.split('=').map((piece) => piece.trim());
  const path = written.endsWith('/') ? written : `${written}/`;
  const isPath = /^\/(?::?[\w.~-]+\/)+$/.test(path);
  return /^[a-z][\w:-]*$/.test(name) && isPath && rest.length === 0 ? { name, path } : null;
}

const SIGN_UP_FIELDS = ['username', 'email', 'first_name', 'last_name', 'password1', 'password2'] as const;

/** A field of the sign-up form. */
export interface SignUpField {
  readonly name: (typeof SIGN_UP_FIELDS)[number];
  readonly isRequired: boolean;
  /** Of a first or last name; null where it is as long as names may be. */
  readonly maxLength: number | null;
}
export const signUpFields = listOf<SignUpField>({
  shape: `any of ${SIGN_UP_FIELDS.join(', ')}, with \`*\` behind what is required and the longest that a first or last name may be (1 to ${NAME_MAX_LENGTH}), as in \`first_name*:30\``,
  read: readSignUpField,
  show: ({ name, isRequired, maxLength }) =>
    `${name}${isRequired ? '*' : ''}${maxLength === null ? '' : `:${maxLength}`}`,
});

function readSignUpField(value: string): SignUpField | null {
  const [, written, star, length] = /^([a-z0-9_]+)(\*?)(?::([1-9]\d{0,2}))?$/.exec(value) ?? [];
  const name = SIGN_UP_FIELDS.find((known) => known === written);
  const maxLength = length === undefined ? null : Number(length);
  if (name === undefined) return null;
  if (maxLength !== null && (!name.endsWith('_name') || maxLength > NAME_MAX_LENGTH)) return null;
  return { name, isRequired: star === '*', maxLength };
}

/** A name of ours and what somebody else calls the same. */
export interface NamePair {
  readonly here: string;
  readonly there: string;
}
export const namePairs = listOf<NamePair>({
  shape: 'names, each with `=` and its name there where that differs',
  read: readNamePair,
  show: ({ here, there }) => (here === there ? here : `${here}=${there}`),
});
export const networkRanges = listOf<NetworkRange>({
  shape: 'network ranges such as `10.0.0.0/8` or `fd00::/8` (never a number of hops, never a name)',
  read: parseNetworkRange,
  show: showNetworkRange,
});

function readNamePair(text: string): NamePair | null {
  const [here = '', there = here, ...rest] = text.split('=').map((name) => name.trim());
  return here === '' || there === '' || rest.length > 0 ? null : { here, there };
}

const RATE_SHAPE = `rate such as \`100/day\`, with one of ${PERIOD_WORDS}`;

/** A rate as REST framework writes it. */
export function rate(declared: Declared<null>): Setting<Rate | null> {
  const parse = (value: string): Rate =>
    parseRate(value) ?? unreadable(`a ${RATE_SHAPE.replaceAll('`', '')}`);
  return declare<Rate, null>({ shape: RATE_SHAPE, parse, show: showRate }, declared);
}

/** A rate of some routes, under the name by which they ask for it. */
export interface ScopedRate {
  readonly scope: string;
  readonly rate: Rate;
}
export const scopedRates = listOf<ScopedRate>({
  shape: `scopes with their rates, such as \`login=60/min\`, with one of ${PERIOD_WORDS}`,
  read: readScopedRate,
  show: ({ scope, rate: ofScope }) => `${scope}=${showRate(ofScope)}`,
});

function readScopedRate(value: string): ScopedRate | null {
  const [scope = '', written = '', ...rest] = value.split('=').map((piece) => piece.trim());
  const ofScope = parseRate(written);
  return /^[a-z][a-z0-9_-]{0,39}$/.test(scope) && ofScope !== null && rest.length === 0
    ? { scope, rate: ofScope }
    : null;
}

/** `attempts/window`, then how long the first block lasts and how long the longest: `10/15m/1m/1h`. */
export function limit(declared: { default: string; about: string }): Setting<Limit> {
  const shape = 'limit `attempts/window[/block[/longest block]]`, such as `10/15m/1m/1h`';
  const parse = (value: string): Limit => {
    const read = parseLimit(value) ?? unreadable(`a ${shape.replaceAll('`', '')}`);
    return read.maxBlockMs < read.blockMs
      ? unreadable('a limit whose longest block is at least as long as its first one')
      : read;
  };
  return declare({ shape, parse, show: showLimit }, { ...declared, default: parse(declared.default) });
}

function parseLimit(value: string): Limit | null {
  const [attempts = '', window = '', block = window, longest = block, ...rest] = value.split('/');
  const [windowMs, blockMs, longestMs] = [window, block, longest].map(parseDuration);
  if (!/^[1-9]\d{0,6}$/.test(attempts) || rest.length > 0) return null;
  if (!windowMs || !blockMs || !longestMs) return null;
  return { attempts: Number(attempts), windowMs, blockMs, maxBlockMs: longestMs };
}

function showLimit({ attempts, windowMs, blockMs, maxBlockMs }: Limit): string {
  return [attempts, ...[windowMs, blockMs, maxBlockMs].map(showDuration)].join('/');
}
