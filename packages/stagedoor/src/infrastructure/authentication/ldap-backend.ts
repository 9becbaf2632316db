import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { Client, Entry } from 'ldapts';
import { hostOf } from '../../core/kernel/host-of.ts';
import type {
  AuthenticationBackend,
  BackendAnswer,
  OutsidePerson,
  OutsidePolicy,
} from '../../core/user/authentication-backend.ts';
import { type Credentials, type Guards, guardBackend } from './guard-backend.ts';
import type { Ldapts } from './load-ldapts.ts';
import { type OutsideField, readPerson } from './outside-field.ts';
import { OutsideProblem } from './outside-problem.ts';

export interface LdapOptions extends Guards {
  readonly ldapts: Ldapts;
  /** `ldaps://host` or `ldap://host`. */
  readonly url: URL;
  /** Turns `ldap:` into TLS before anything is said. */
  readonly startTls: boolean;
  readonly certificateAuthorities?: string;
  readonly people: People;
  /** Which attribute fills which column here; `username` is one of them. */
  readonly fields: readonly OutsideField[];
  /** The attribute that stays a person's whatever they are called, such as entryUUID or objectGUID; null where the name stands for them. */
  readonly subjectAttribute: string | null;
  readonly policy: OutsidePolicy;
}

/** How a name becomes the DN of an entry: by a search, or by a pattern. `{username}` stands for the name. */
export type People =
  | {
      readonly base: string;
      readonly filter: string;
      readonly bind: { readonly dn: string; readonly password: string } | null;
    }
  | { readonly dnTemplate: string };

const SLOT = '{username}';

/**
 * Asks a directory (RFC 4511): finds the person's entry, and binds as it with the password that was typed. The entry's
 * attributes describe the person. Each question has a connection of its own, so that no bind outlives its log-in.
 */
export function createLdapBackend(options: LdapOptions): AuthenticationBackend {
  const ask = async (credentials: Credentials, signal: AbortSignal): Promise<BackendAnswer> => {
    // A bind with a name and no password succeeds, and proves nothing (RFC 4513, section 5.1.2).
    if (credentials.password === '') return { outcome: 'unknown', userId: null };
    const { client, close } = openConnection(options, signal);
    try {
      if (options.startTls) await client.startTLS(tlsOptions(options));
      return await askDirectory(options, client, credentials);
    } finally {
      close();
    }
  };
  return guardBackend({ name: 'ldap', outside: options.policy, ask }, options);
}

async function askDirectory(
  options: LdapOptions,
  client: Client,
  { identifier, password }: Credentials,
): Promise<BackendAnswer> {
  const { people } = options;
  const found = 'base' in people ? await findEntry(options, client, { people, identifier }) : null;
  const dn = 'base' in people ? found?.dn : fill(people.dnTemplate, escapeDnValue(identifier));
  if (dn === undefined || !(await bindsAs(options, client, { dn, password }))) {
    return { outcome: 'unknown', userId: null };
  }
  const entry = found ?? (await readEntry(options, client, dn));
  const said = firstValues(entry);
  const own = said[usernameAttribute(options).toLowerCase()];
  const fields = options.fields.map(({ here, there }) => ({ here, there: there.toLowerCase() }));
  const person = readPerson(
    said,
    fields.filter(({ here }) => here !== 'username'),
  );
  return {
    outcome: 'asserted',
    person: { ...person, ...subjectIn(options, entry), username: own ?? identifier },
  };
}

async function findEntry(
  options: LdapOptions,
  client: Client,
  { people, identifier }: { people: Extract<People, { base: string }>; identifier: string },
): Promise<Entry | null> {
  const { Filter, ResultCodeError } = options.ldapts;
  if (people.bind !== null) {
    const { dn, password } = people.bind;
    await client.bind(dn, password).catch((error: unknown) => {
      if (!(error instanceof ResultCodeError)) throw error;
      throw new OutsideProblem(`the directory refuses LDAP_BIND_DN (result ${error.code})`);
    });
  }
  const filter = fill(people.filter, Filter.escape(identifier));
  const { searchEntries } = await search(options, client, {
    base: people.base,
    scope: 'sub',
    filter,
    sizeLimit: 2,
  });
  if (searchEntries.length > 1) {
    throw new OutsideProblem('LDAP_USER_FILTER finds more than one entry for one name');
  }
  return searchEntries[0] ?? null;
}

async function readEntry(options: LdapOptions, client: Client, dn: string): Promise<Entry> {
  const { searchEntries } = await search(options, client, { base: dn, scope: 'base' });
  const [entry] = searchEntries;
  if (entry === undefined)
    throw new OutsideProblem('the directory does not let people read their own entries');
  return entry;
}

async function search(
  { ldapts, fields, subjectAttribute }: LdapOptions,
  client: Client,
  { base, ...search }: { base: string; scope: 'base' | 'sub'; filter?: string; sizeLimit?: number },
) {
  const subject = subjectAttribute === null ? [] : [subjectAttribute];
  const attributes = [...fields.map(({ there }) => there), ...subject];
  try {
    return await client.search(base, { ...search, attributes, explicitBufferAttributes: [GUID_ATTRIBUTE] });
  } catch (error) {
    if (!(error instanceof ldapts.ResultCodeError)) throw error;
    throw new OutsideProblem(`the directory refuses the search (result ${error.code})`);
  }
}

/** No such entry, no such name, wrong password: to us one and the same. */
const NOT_THEM = new Set([32, 34, 48, 49]);

async function bindsAs(
  { ldapts }: LdapOptions,
  client: Client,
  { dn, password }: { dn: string; password: string },
): Promise<boolean> {
  try {
    await client.bind(dn, password);
    return true;
  } catch (error) {
    if (!(error instanceof ldapts.ResultCodeError)) throw error;
    if (NOT_THEM.has(error.code)) return false;
    throw new OutsideProblem(`the directory answers the bind with result ${error.code}`);
  }
}

/** A client that lets go of its connection at once when the time is over. */
function openConnection(options: LdapOptions, signal: AbortSignal) {
  const sockets: Socket[] = [];
  const kept = <Opened extends Socket>(socket: Opened): Opened => {
    sockets.push(socket);
    return socket;
  };
  const isLdaps = options.url.protocol === 'ldaps:';
  const client = new options.ldapts.Client({
    url: options.url.href,
    timeout: options.timeoutMs,
    connectTimeout: options.timeoutMs,
    // With these the library speaks TLS from the first byte, whatever the address says.
    ...(isLdaps ? { tlsOptions: tlsOptions(options) } : {}),
    createConnection: ((...input: Parameters<typeof connect>) => kept(connect(...input))) as typeof connect,
    createSecureConnection: ((...input: Parameters<typeof connectSecurely>) =>
      kept(connectSecurely(...input))) as typeof connectSecurely,
  });
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  signal.addEventListener('abort', close, { once: true });
  return { client, close };
}

function tlsOptions({ url, certificateAuthorities }: LdapOptions) {
  const host = hostOf(url);
  return {
    host,
    // An address is no server name (RFC 6066, section 3); the certificate is held against it all the same.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2' as const,
    ...(certificateAuthorities ? { ca: certificateAuthorities } : {}),
  };
}

/** Active Directory keeps it as bytes, and calls it so; every other attribute of the kind is text. */
const GUID_ATTRIBUTE = 'objectGUID';

/** @throws OutsideProblem where the entry does not tell it, or tells more than one: then nobody knows who it is. */
function subjectIn({ subjectAttribute }: LdapOptions, entry: Entry): Pick<OutsidePerson, 'subject'> {
  if (subjectAttribute === null) return {};
  // Names of attributes mean the same in any letters.
  const attribute = subjectAttribute.toLowerCase();
  const found = Object.entries(entry).find(([name]) => name.toLowerCase() === attribute);
  const [told, ...others] = [found?.[1] ?? []].flat();
  const value = Buffer.isBuffer(told) ? told.toString('hex') : told;
  if (value === undefined || value === '' || others.length > 0) {
    throw new OutsideProblem('the directory does not tell one LDAP_SUBJECT_ATTRIBUTE of the entry');
  }
  return { subject: { attribute, value } };
}

function usernameAttribute({ fields }: LdapOptions): string {
  return fields.find(({ here }) => here === 'username')?.there ?? '';
}

/** Attribute names mean the same in any letters; of several values the first counts. */
function firstValues(entry: Entry): Record<string, string> {
  const values = Object.entries(entry).map(([name, value]) => {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return [name.toLowerCase(), first] as const;
  });
  return Object.fromEntries(
    values.filter((pair): pair is readonly [string, string] => typeof pair[1] === 'string' && pair[1] !== ''),
  );
}

/** Everything but letters, digits and `._-@` as its bytes in hexadecimal (RFC 4514, section 2.4). */
function escapeDnValue(value: string): string {
  return value.replace(/[^\p{L}\p{N}._@-]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}

function fill(template: string, value: string): string {
  return template.replaceAll(SLOT, () => value);
}
