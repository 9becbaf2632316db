import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sealAuditEvents } from '../../src/core/audit/seal-audit-events.ts';
import { verifyAudit } from '../../src/core/audit/verify-audit.ts';
import type { Stores, Transact } from '../../src/core/dependencies.ts';
import { createAuditHeadFile } from '../../src/infrastructure/audit/head-file.ts';
import { createSealer } from '../../src/infrastructure/crypto/sealer.ts';
import type { OpenDatabase } from '../../src/infrastructure/database/database.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { createStores, createTransact } from '../../src/infrastructure/database/stores.ts';
import { type OpenStores, openStores } from '../support/open-stores.ts';
import { postgresUrl } from '../support/services.ts';

const guide = readFileSync(new URL('../../../../docs/guides/operations.md', import.meta.url), 'utf8');
const blocks = [...guide.matchAll(/```sql\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
const sqlWith = (word: string): string[] =>
  (blocks.find((block) => block.includes(word)) ?? '')
    .split(';')
    .filter((statement) => statement.trim() !== '');

let owner: OpenStores;
beforeEach(async () => {
  owner = await openStores('postgres', { freshSchema: true });
});
afterEach(() => owner.close());

test('the role of the guide serves, adds to the audit log and seals it, but can do nothing else to it', async () => {
  const role = `app_${randomBytes(6).toString('hex')}`;
  for (const statement of sqlWith('create role'))
    await owner.attack(statement.replaceAll('stagedoor_app', role));
  const served = await openAs(role);
  try {
    const auditHead = createAuditHeadFile({ path: join(owner.directory, 'head.json'), secrets: ['secret'] });
    await served.stores.audit.append({
      action: 'log-in',
      success: true,
      occurredAt: new Date(),
      userId: 1,
      ipAddress: '',
      userAgent: '',
      detail: {},
    });
    expect(await sealAuditEvents({ ...served.stores, transact: served.transact, auditHead })).toEqual({
      sealed: 1,
    });
    expect(await verifyAudit({ ...owner, auditHead })).toMatchObject({ isSound: true, sealed: 1 });
    for (const table of ['stagedoor_audit_event', 'stagedoor_audit_seal']) {
      for (const deed of [
        `delete from ${table}`,
        `truncate ${table}`,
        `alter table ${table} disable trigger all`,
      ]) {
        await expect(served.attack(deed)).rejects.toThrow(/permission denied|must be owner/);
      }
    }
    await expect(served.attack('update stagedoor_audit_event set success = false')).rejects.toThrow(
      'permission denied',
    );
  } finally {
    await served.database.close();
    await owner.attack(`drop owned by ${role}`);
    await owner.attack(`drop role ${role}`);
  }
});

interface Served {
  readonly database: OpenDatabase;
  readonly stores: Stores;
  readonly transact: Transact;
  attack(statement: string): Promise<void>;
}

async function openAs(role: string): Promise<Served> {
  if (owner.database === null) throw new Error('no database');
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(owner.database.db);
  const url = new URL(postgresUrl());
  url.username = role;
  url.password = 'choose-one';
  url.pathname = `/${rows[0]?.name}`;
  const database = await openDatabase(url.href);
  const options = { sealer: createSealer(['secret of the tests, thirty-two bytes']) };
  return {
    database,
    stores: createStores(database, options),
    transact: createTransact(database, options),
    attack: async (statement) => void (await sql.raw(statement).execute(database.db)),
  };
}
