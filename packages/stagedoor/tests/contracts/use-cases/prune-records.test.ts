import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditHead } from '../../../src/core/audit/audit-head.ts';
import { sealAuditEvents } from '../../../src/core/audit/seal-audit-events.ts';
import { verifyAudit } from '../../../src/core/audit/verify-audit.ts';
import { days } from '../../../src/core/kernel/clock.ts';
import { pruneRecords } from '../../../src/core/maintenance/prune-records.ts';
import { createAuditHeadFile } from '../../../src/infrastructure/audit/head-file.ts';
import { type FixedClock, fixedClock } from '../../../src/infrastructure/memory/fixed-clock.ts';
import { settingsForTest } from '../../support/core.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';
import { addUser } from '../../support/stores/samples.ts';

const START = Date.UTC(2026, 0, 1, 12);
let stores: OpenStores;
let clock: FixedClock;
let auditHead: AuditHead;

describe.each(['memory', 'sqlite', 'postgres'] as const)('records that are old enough, on %s', (kind) => {
  beforeEach(async () => {
    stores = await openStores(kind);
    clock = fixedClock('2026-01-01T12:00:00Z');
    auditHead = createAuditHeadFile({ path: join(stores.directory, 'head.json'), secrets: ['secret'] });
  });
  afterEach(() => stores.close());

  const deps = (auditMs: number | null = days(30)) => ({
    ...stores,
    auditHead,
    clock,
    settings: settingsForTest({
      retention: { auditMs, strangerVisitsMs: days(90), visitDaysMs: days(365) },
    }),
  });
  const prune = (auditMs?: number | null) => pruneRecords(deps(auditMs));
  const verify = () => verifyAudit({ ...stores, auditHead });
  const seal = () => sealAuditEvents({ ...stores, auditHead });

  /** One row for each day given, counted from the start. */
  async function happen(...onDays: number[]): Promise<void> {
    await stores.transact(async ({ audit }) => {
      for (const day of onDays) {
        await audit.append({
          action: 'log-in',
          success: true,
          occurredAt: new Date(START + days(day)),
          userId: 7,
          ipAddress: '203.0.113.7',
          userAgent: 'Firefox',
          detail: {},
        });
      }
    });
    await seal();
  }
  const kept = async () =>
    (await stores.audit.listOfUser(7, { limit: 100 })).map(({ id }) => id).toSorted((a, b) => a - b);

  test('leave the audit log, which stays sound and says from where', async () => {
    await happen(0, 1, 2, 20, 40);
    const [, , , ...young] = await kept();
    clock.advance(days(33));
    expect(await prune()).toMatchObject({ auditEvents: 3 });
    expect(await kept()).toEqual(young);
    expect(await verify()).toMatchObject({ isSound: true, cutSequence: 3, sealed: 2, headSequence: 5 });
    await happen(33);
    clock.advance(days(18));
    expect(await prune()).toMatchObject({ auditEvents: 1 });
    expect(await verify()).toMatchObject({ isSound: true, cutSequence: 4, sealed: 2, headSequence: 6 });
    // The head of a node that has not sealed for long may name a seal that is gone by now.
    await auditHead.write({ sequence: 1, hash: 'long-gone' });
    expect(await verify()).toMatchObject({ isSound: true });
  });

  test('are signed for with the new key, before the old one goes', async () => {
    await happen(0, 1);
    clock.advance(days(40));
    await prune();
    const under = (...secrets: [string, ...string[]]) =>
      createAuditHeadFile({ path: join(stores.directory, 'head.json'), secrets });
    auditHead = under('new secret', 'secret');
    expect(await prune(null)).toMatchObject({ auditEvents: 0 });
    await happen(40);
    auditHead = under('new secret');
    expect(await verify()).toMatchObject({ isSound: true, cutSequence: 1 });
  });

  test('stay for ever where the site wants that, and the newest row stays anyway', async () => {
    await happen(0, 1);
    clock.advance(days(4_000));
    expect(await prune(null)).toMatchObject({ auditEvents: 0 });
    expect(await prune()).toMatchObject({ auditEvents: 1 });
    expect(await prune()).toMatchObject({ auditEvents: 0 });
    expect(await verify()).toMatchObject({ isSound: true, sealed: 1 });
  });

  test('go up to the moment, not past it', async () => {
    await happen(0, 0, 1);
    clock.advance(days(30));
    expect(await prune()).toMatchObject({ auditEvents: 0 });
    clock.advance(1);
    expect(await prune()).toMatchObject({ auditEvents: 2 });
  });

  test('are many more than one batch', async () => {
    await happen(...Array.from({ length: 1_050 }, () => 0));
    clock.advance(days(31));
    expect(await prune()).toMatchObject({ auditEvents: 1_049 });
    expect(await verify()).toMatchObject({ isSound: true, sealed: 1 });
  });

  test('forget strangers and days, and no visit of a user', async () => {
    const userId = await addUser(stores);
    const from = { ipAddress: '203.0.113.7', userAgent: 'Firefox', seenAt: new Date(START) };
    await stores.visits.record([
      { ...from, userId: null },
      { ...from, userId },
    ]);
    clock.advance(days(90));
    expect(await prune()).toMatchObject({ strangerVisits: 0 });
    clock.advance(1);
    expect(await prune()).toMatchObject({ strangerVisits: 1, visitDays: 0 });
    clock.advance(days(276));
    expect(await prune()).toMatchObject({ visitDays: 1 });
    expect(await stores.visits.listOfUser(userId)).toHaveLength(1);
  });
});

describe.each(['sqlite', 'postgres'] as const)('whoever can write the database of %s', (kind) => {
  beforeEach(async () => {
    stores = await openStores(kind);
    clock = fixedClock('2026-03-01T12:00:00Z');
    auditHead = createAuditHeadFile({ path: join(stores.directory, 'head.json'), secrets: ['secret'] });
    for (let number = 0; number < 4; number += 1) {
      await stores.audit.append({
        action: 'log-in',
        success: true,
        occurredAt: new Date(START),
        userId: 7,
        ipAddress: '',
        userAgent: '',
        detail: {},
      });
    }
    await sealAuditEvents({ ...stores, auditHead });
  });
  afterEach(() => stores.close());
  const deps = () => ({
    ...stores,
    auditHead,
    clock,
    settings: settingsForTest({
      retention: { auditMs: days(30), strangerVisitsMs: days(90), visitDaysMs: days(365) },
    }),
  });

  test('can remove no row without a cut, and none behind it', async () => {
    await expect(stores.attack('delete from stagedoor_audit_event')).rejects.toThrow(/append-only/);
    await pruneRecords(deps());
    await expect(stores.attack('delete from stagedoor_audit_event')).rejects.toThrow(/append-only/);
    await expect(stores.attack('delete from stagedoor_audit_seal')).rejects.toThrow(/append-only/);
  });

  test('cannot sign for a cut of their own: it is found, and nothing makes it good', async () => {
    await stores.attack("insert into stagedoor_audit_cut values (2, 'hash', 'signature')");
    await stores.attack(
      'delete from stagedoor_audit_event where id in (select event_id from stagedoor_audit_seal where sequence <= 2)',
    );
    await stores.attack('delete from stagedoor_audit_seal where sequence <= 2');
    expect(await verifyAudit({ ...stores, auditHead })).toMatchObject({
      isSound: false,
      problems: [
        { problem: 'cut-unsigned', sequence: 2 },
        { problem: 'event-changed', sequence: 3 },
      ],
    });
    await expect(sealAuditEvents({ ...stores, auditHead })).rejects.toThrow('without the signature');
    await expect(pruneRecords(deps())).rejects.toThrow('without the signature');
    rmSync(join(stores.directory, 'head.json'));
    expect(await verifyAudit({ ...stores, auditHead })).toMatchObject({ isSound: false });
  });

  test('cannot have a changed row removed as an old one', async () => {
    await stores.attack(
      kind === 'sqlite'
        ? 'drop trigger stagedoor_audit_event_no_update'
        : 'alter table stagedoor_audit_event disable trigger all',
    );
    await stores.attack('update stagedoor_audit_event set user_id = 8 where id = 2');
    await expect(pruneRecords(deps())).rejects.toThrow('not what was written');
    expect(await stores.audit.listOfUser(8, { limit: 10 })).toHaveLength(1);
    if (kind === 'postgres') await stores.attack('alter table stagedoor_audit_event enable trigger all');
  });
});
