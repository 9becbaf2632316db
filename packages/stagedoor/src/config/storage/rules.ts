import { isLoopbackHost } from '../../core/kernel/this-machine.ts';
import type { Completed, Config } from '../complete-config.ts';
import type { Need, SettingRules } from '../setting-rules.ts';

/** Under these pg encrypts and compares the certificate; `prefer` and `allow` take what whoever answers offers. */
const PROVING_MODES = new Set(['require', 'verify-ca', 'verify-full']);

const ADVICE =
  'name the host in STORAGE_TRUSTED_HOSTS where the network between is yours alone (containers of one machine, say)';

const withPostgresDb: Need = { words: 'POSTGRES_DB', isMet: ({ postgresDb }) => postgresDb !== null };

export const storageRules: SettingRules = {
  needs: {
    POSTGRES_USER: withPostgresDb,
    POSTGRES_PASSWORD: withPostgresDb,
    POSTGRES_HOST: withPostgresDb,
    POSTGRES_PORT: withPostgresDb,
    DATABASE_POOL_SIZE: { words: 'PostgreSQL', isMet: usesPostgres },
    REDIS_URL: {
      words: 'SESSION_ENGINE=cache or cached-database',
      isMet: ({ sessionEngine }) => sessionEngine.startsWith('cache'),
    },
    STORAGE_TRUSTED_HOSTS: {
      words: 'PostgreSQL, or REDIS_URL',
      isMet: (config) => usesPostgres(config) || config.redisUrl !== null,
    },
  },
  // Whoever opens the database says what is no address of one.
  problems: ({ redisUrl }) =>
    redisUrl === null || URL.canParse(redisUrl.reveal())
      ? []
      : ['REDIS_URL must be an address such as redis://:password@cache.example.org:6379/0.'],
  // Accounts that travel in clear, and a cache that anybody on the network may read and write.
  productionProblems: (config) => [...databaseProblems(config), ...redisProblems(config)],
  // Hosts in use that are reached without TLS or password because the site trusts the network.
  weakenings: ({ storageTrustedHosts }) =>
    storageTrustedHosts.map(
      (host) =>
        `STORAGE_TRUSTED_HOSTS=${host}: whoever can listen between here and there reads accounts and sessions.`,
    ),
};

function usesPostgres({ databaseUrl }: Completed): boolean {
  return databaseUrl.reveal().startsWith('postgres');
}

function databaseProblems({ databaseUrl, postgresDb, storageTrustedHosts }: Config): string[] {
  const url = URL.parse(databaseUrl.reveal());
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol) || provesServer(url)) return [];
  // pg takes the host of the query before that of the address.
  const named = url.searchParams.getAll('host');
  const hosts = named.length > 0 ? named : [decoded(url.hostname)];
  const [name, remedy] =
    postgresDb === null
      ? ['DATABASE_URL', 'add ?sslmode=verify-full']
      : ['POSTGRES_HOST', 'say it as a DATABASE_URL with ?sslmode=verify-full'];
  return strangersAmong(hosts, storageTrustedHosts).map(
    (host) => `${name} reaches ${host} without TLS that proves who answers: ${remedy}, or ${ADVICE}.`,
  );
}

/** A socket's folder is percent-encoded; a % that encodes nothing is told of by whoever opens the database. */
function decoded(host: string): string {
  try {
    return decodeURIComponent(host);
  } catch {
    return host;
  }
}

function provesServer({ searchParams }: URL): boolean {
  const modes = searchParams.getAll('sslmode');
  const isLibpq = searchParams.getAll('uselibpqcompat').includes('true');
  const proves = (mode: string): boolean => (isLibpq ? mode === 'verify-full' : PROVING_MODES.has(mode));
  return modes.length > 0 && modes.every(proves);
}

function redisProblems({ redisUrl, storageTrustedHosts }: Config): string[] {
  const url = redisUrl === null ? null : URL.parse(redisUrl.reveal());
  if (url === null) return [];
  const host = url.hostname || (url.searchParams.get('host') ?? '');
  const lacks = [
    ...(url.protocol === 'rediss:' ? [] : ['TLS (rediss://)']),
    ...(url.password || url.searchParams.get('password') ? [] : ['a password']),
  ];
  if (lacks.length === 0) return [];
  return strangersAmong([host], storageTrustedHosts).map(
    () => `REDIS_URL reaches ${host} without ${lacks.join(' and ')}: add what is missing, or ${ADVICE}.`,
  );
}

/** No host and a folder mean a socket or a port of this machine. */
function strangersAmong(hosts: readonly string[], trusted: readonly string[]): readonly string[] {
  return hosts.filter(
    (host) =>
      host !== '' && !host.startsWith('/') && !isLoopbackHost(host) && !trusted.includes(host.toLowerCase()),
  );
}
