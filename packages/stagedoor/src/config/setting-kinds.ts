import { canonicalEmail } from '../core/kernel/email.ts';
import { Secret } from './secret.ts';
import { type Declared, declare, type Setting, unreadable } from './setting-kind.ts';

const TRUE_WORDS = new Set(['true', '1', 'yes', 'on']);
const FALSE_WORDS = new Set(['false', '0', 'no', 'off']);

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

/** A colour of sRGB in six hexadecimal digits. */
export function color(declared: Declared<null>): Setting<string | null> {
  const parse = (value: string): string =>
    /^#[0-9a-f]{6}$/i.test(value) ? value.toLowerCase() : unreadable('a colour such as #0b7261');
  return declare({ shape: 'colour such as `#0b7261`', parse, show: (value) => value }, declared);
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

/**
 * A port, or the address of a service that has it: beside a service `postgres` Kubernetes sets `POSTGRES_PORT=tcp://10.0.0.1:5432`.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
export function servicePort<Default extends number>(declared: Declared<Default>): Setting<number | Default> {
  const shape = 'port, 1 to 65535';
  const parse = (value: string): number => {
    const digits = /^tcp:\/\//.test(value) ? (URL.parse(value)?.port ?? '') : value;
    const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0;
    return port >= 1 && port <= 65_535 ? port : unreadable(`a ${shape}`);
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
