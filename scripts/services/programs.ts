import { spawnSync } from 'node:child_process';
import { findOnPath, ServiceError } from './service.ts';

interface Program {
  readonly commands: readonly string[];
  readonly debianPackage: string;
}

const PROGRAMS = {
  redis: { commands: ['redis-server', 'valkey-server'], debianPackage: 'redis-server' },
  chromium: {
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debianPackage: 'chromium',
  },
  slapd: { commands: ['slapd'], debianPackage: 'slapd' },
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof PROGRAMS;

/**
 * Where the programs that npm does not carry are. What is missing is installed by apt where we are root.
 * @throws {ServiceError} naming the command to run where we may not install.
 */
export function findOrInstallPrograms(names: readonly ProgramName[]): Map<ProgramName, string> {
  const missing = names.filter((name) => find(name) === undefined);
  if (missing.length > 0) install(missing.map((name) => PROGRAMS[name].debianPackage));
  return new Map(names.map((name) => [name, find(name) ?? giveUp([PROGRAMS[name].debianPackage])]));
}

function find(name: ProgramName): string | undefined {
  return findOnPath(PROGRAMS[name].commands);
}

function install(packages: readonly string[]): void {
  if (process.getuid?.() !== 0 || findOnPath(['apt-get']) === undefined) giveUp(packages);
  console.error(`Installing ${packages.join(' and ')} with apt-get …`);
  apt(['update']);
  apt(['install', '-y', '--no-install-recommends', ...packages]);
}

function apt(parameters: readonly string[]): void {
  const { status } = spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...parameters], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    // Our own standard output belongs to whoever reads the services' addresses.
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (status !== 0) throw new ServiceError(`apt-get ${parameters.join(' ')} failed; its reason is above.`);
}

function giveUp(packages: readonly string[]): never {
  const names = packages.join(' ');
  throw new ServiceError(
    `The tests need ${names}. Install it, for instance with: sudo apt-get update && sudo apt-get install -y ${names}`,
  );
}
