import { isLanguageTag, type LanguageTag } from '../core/kernel/language-tag.ts';
import { NAME_MAX_LENGTH } from '../core/user/profile-fields.ts';
import { type NetworkRange, parseNetworkRange, showNetworkRange } from './network-range.ts';
import { readExactOrigin, readOrigin } from './origin-text.ts';
import { Secret } from './secret.ts';
import { type Declared, declare, type Setting, unreadable } from './setting-kind.ts';

// One label may be `*.` in front: the wildcard for all subdomains, written `.example.org` by Django too.
const HOST_PATTERN = /^(?:\*|(?:\*?\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/;

interface ItemKind<Item> {
  readonly shape: string;
  readonly isSecret?: boolean;
  read(text: string): Item | null;
  show(item: Item): string;
}

/** A list of one kind of items, each read by itself: what cannot be read is named. */
export function listOf<Item>(kind: ItemKind<Item>) {
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
export const languageTags = listOf<LanguageTag>({
  shape: 'tags of languages such as `en` or `pt-BR`',
  read: (value) => (isLanguageTag(value) ? value : null),
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
