/** What an Authorization header says, read as REST framework and simplejwt do. */
export type Authorization =
  | { readonly scheme: string; readonly credentials: string }
  | { readonly scheme: string; readonly problem: HeaderProblem };

/** The schemes that are looked at. */
export interface AuthorizationSchemes {
  /** simplejwt's types (AUTH_HEADER_TYPES), which are one scheme: `bearer`. */
  readonly jwtTypes: readonly string[];
  /** The others, in lower case. */
  readonly words: ReadonlySet<string>;
}

/** What is wrong with the form of a header whose scheme is known. */
export type HeaderProblem = 'empty' | 'spaces' | 'characters' | 'parts';

/**
 * Reads the header; null for none, and for a scheme that is not ours to judge. Schemes have no case (RFC 9110 section 11.1);
 * simplejwt's types do, and its `bearer x` is nobody's. Taken for nobody's here it would be answered by the browser's cookies.
 */
export function readAuthorization(
  header: string | undefined,
  schemes: AuthorizationSchemes,
): Authorization | null {
  const [type, ...rest] = partsOf(header ?? '');
  if (type === undefined) return null;
  if (schemes.jwtTypes.includes(type)) return readJwt(rest);
  const word = SCHEME.exec(type)?.[0].toLowerCase() ?? '';
  const scheme = schemeCalled(word, schemes);
  if (scheme === null) return null;
  // `Bearer:` and the like: meant as one of ours, and not written as one.
  if (word.length !== type.length) return { scheme, problem: 'parts' };
  return scheme === 'bearer' ? readJwt(rest) : readOne(scheme, rest);
}

function schemeCalled(word: string, { jwtTypes, words }: AuthorizationSchemes): string | null {
  if (jwtTypes.some((type) => type.toLowerCase() === word)) return 'bearer';
  return words.has(word) ? word : null;
}

/** The name of a scheme is a token (RFC 9110 section 5.6.2). */
const SCHEME = /^[\w!#$%&'*+.^`|~-]+/;

/** The parts between blanks. Nearly every header is two parts and one space, which is read without a pattern. */
function partsOf(header: string): readonly string[] {
  const space = header.indexOf(' ');
  const isPlain = space > 0 && header.indexOf(' ', space + 1) < 0 && !header.includes('\t');
  if (isPlain && space < header.length - 1) return [header.slice(0, space), header.slice(space + 1)];
  return header.split(/[\t ]+/).filter((part) => part !== '');
}

function readJwt(rest: readonly string[]): Authorization {
  const [credentials] = rest;
  return rest.length === 1 && credentials !== undefined
    ? { scheme: 'bearer', credentials }
    : { scheme: 'bearer', problem: 'parts' };
}

function readOne(scheme: string, rest: readonly string[]): Authorization {
  const [credentials] = rest;
  if (credentials === undefined) return { scheme, problem: 'empty' };
  if (rest.length > 1) return { scheme, problem: 'spaces' };
  return /^[\x21-\x7e]+$/.test(credentials) ? { scheme, credentials } : { scheme, problem: 'characters' };
}
