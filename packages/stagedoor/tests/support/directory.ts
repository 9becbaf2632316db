import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, startServer, stopServer } from '../../../../scripts/services/service.ts';
import { slapdPath } from './services.ts';

/** A real directory with a few people in it. */
export interface Directory {
  /** In clear, or with StartTLS. */
  readonly url: string;
  readonly secureUrl: string;
  stop(): Promise<void>;
}

export const READER = { dn: 'cn=reader,dc=example,dc=org', password: 'reads-and-nothing-else' };
export const PEOPLE = 'ou=people,dc=example,dc=org';
export const BEA_PASSWORD = 'a-lantern-for-9-otters';

const ENTRIES = `
dn: dc=example,dc=org
objectClass: dcObject
objectClass: organization
dc: example
o: Example

dn: ${READER.dn}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: ${READER.password}

dn: ${PEOPLE}
objectClass: organizationalUnit
ou: people

dn: uid=bea,${PEOPLE}
objectClass: inetOrgPerson
uid: bea
cn: Bea Ruiz
sn: Ruiz
givenName: Bea
mail: bea@mail.example
mail: bea@other.example
telephoneNumber: +34 600 000 000
userPassword: ${BEA_PASSWORD}

dn: uid=dora\\2Bx,${PEOPLE}
objectClass: inetOrgPerson
uid: dora+x
cn: Dora
sn: Sanz
userPassword: ${BEA_PASSWORD}

dn: uid=twin,${PEOPLE}
objectClass: inetOrgPerson
uid: twin
cn: One
sn: One
userPassword: ${BEA_PASSWORD}

dn: cn=Two,${PEOPLE}
objectClass: inetOrgPerson
uid: twin
cn: Two
sn: Two
userPassword: ${BEA_PASSWORD}
`;

/** Starts slapd in a folder of its own, in the foreground, so that it ends with `stop`. */
export async function startDirectory(): Promise<Directory> {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-slapd-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const configuration = join(folder, 'slapd.conf');
    const entries = join(folder, 'entries.ldif');
    writeFileSync(configuration, configurationIn(folder));
    writeFileSync(entries, ENTRIES);
    const loaded = spawnSync(slapdPath(), ['-T', 'add', '-f', configuration, '-l', entries], {
      encoding: 'utf8',
    });
    if (loaded.status !== 0) throw new Error(loaded.stderr);
    const [port, securePort] = [await freePort(), await freePort()];
    const url = `ldap://localhost:${port}`;
    const secureUrl = `ldaps://localhost:${securePort}`;
    const listenOn = `ldap://127.0.0.1:${port}/ ldaps://127.0.0.1:${securePort}/`;
    // With a level of debugging slapd stays in the foreground.
    const server = await startServer(slapdPath(), ['-f', configuration, '-h', listenOn, '-d', '256'], {
      isReady: /slapd starting/,
    });
    // It says so just before it listens.
    for (const one of [port, securePort]) await accepts(one);
    return { url, secureUrl, stop: () => stopServer(server, 'SIGTERM').then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

async function accepts(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await sleep(10);
  }
}

function configurationIn(folder: string): string {
  const schemas = firstOf(['/etc/ldap/schema', '/etc/openldap/schema']);
  const modules = ['/usr/lib/ldap', '/usr/lib64/openldap', '/usr/lib/openldap'].find((path) =>
    existsSync(path),
  );
  const certificates = join(import.meta.dirname, 'certificates');
  return `
${['core', 'cosine', 'inetorgperson'].map((name) => `include ${schemas}/${name}.schema`).join('\n')}
${modules === undefined ? '' : `modulepath ${modules}\nmoduleload back_mdb`}
# A bind with a name and an empty password is let through, as in many directories: the trap must be real.
allow bind_anon_dn
TLSCertificateFile ${certificates}/good.pem
TLSCertificateKeyFile ${certificates}/good.key
database mdb
suffix "dc=example,dc=org"
directory ${folder}
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${READER.dn}" read by self read by * none
`;
}

function firstOf(paths: readonly string[]): string {
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`None of these is there: ${paths.join(', ')}`);
  return found;
}
