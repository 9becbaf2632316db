import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../../src/core/audit/audit-event.ts';
import type { AuditHead } from '../../../src/core/audit/audit-head.ts';
import { findSealingStop } from '../../../src/core/audit/find-sealing-stop.ts';
import { sealAuditEvents } from '../../../src/core/audit/seal-audit-events.ts';
import { verifyAudit } from '../../../src/core/audit/verify-audit.ts';
import { createAuditHeadFile } from '../../../src/infrastructure/audit/head-file.ts';
import { type OpenStores, openStores, type StoreKind } from '../../support/open-stores.ts';
import { addUser } from '../../support/stores/samples.ts';

const SECRET = 'a secret of the tests, long enough to sign with';

let stores: OpenStores;
let auditHead: AuditHead;

async function open(kind: StoreKind): Promise<void> {
  stores = await openStores(kind);
  auditHead = createAuditHeadFile({ path: headPath(), secrets: [SECRET] });
}
afterEach(() => stores.close());

const headPath = () => join(stores.directory, 'audit-head.json');
const seal = () => sealAuditEvents({ ...stores, auditHead });
const sealingStop = async () => (await findSealingStop({ ...stores, auditHead }))?.problem ?? null;
const verify = () => verifyAudit({ ...stores, auditHead });

function event(number: number): AuditEvent {
  return {
    action: 'log-in',
    success: number % 2 === 0,
    occurredAt: new Date(Date.UTC(2026, 0, 1, 0, 0, 0, number)),
    userId: number,
    ipAddress: '2001:db8::1',
    userAgent: 'Ünïcode "quotes" \\ 欢迎',
    detail: { method: 'password', session: 2 ** 53 - 1 - number, isNew: true, nothing: null },
  };
}

async function append(from: number, to: number): Promise<void> {
  for (let number = from; number <= to; number += 1) await stores.audit.append(event(number));
}

describe.each(['memory', 'sqlite', 'postgres'] as const)('the audit chain on %s', (kind) => {
  beforeEach(() => open(kind));

  test('is sound from its start, through seals in several rounds', async () => {
    expect(await verify()).toMatchObject({ isSound: true, sealed: 0, headSequence: null });
    await append(1, 3);
    expect(await seal()).toEqual({ sealed: 3 });
    await append(4, 5);
    expect(await seal()).toEqual({ sealed: 2 });
    expect(await seal()).toEqual({ sealed: 0 });
    expect(await verify()).toEqual({
      isSound: true,
      isChanged: false,
      cutSequence: null,
      sealed: 5,
      begins: { eventId: expect.any(Number), occurredAt: event(1).occurredAt },
      unsealed: { count: 0, ids: [] },
      headSequence: 5,
      firstBrokenSequence: null,
      problems: [],
    });
  });

  test('names the tail that has no seal yet', async () => {
    await append(1, 2);
    await seal();
    await append(3, 4);
    const tail = (await stores.audit.listUnsealed(10)).map(({ id }) => id);
    expect(await verify()).toMatchObject({ isSound: true, sealed: 2, unsealed: { count: 2, ids: tail } });
  });

  test('seals every row once, however many sealers run at once', async () => {
    await append(1, 40);
    const rounds = await Promise.all(Array.from({ length: 16 }, seal));
    await seal();
    expect(rounds.reduce((sum, { sealed }) => sum + sealed, 0)).toBe(40);
    expect(await verify()).toMatchObject({ isSound: true, sealed: 40, unsealed: { count: 0 } });
  });

  test('goes on from a crash between the seals and the signed head', async () => {
    await append(1, 2);
    await seal();
    const before = readFileSync(headPath());
    await append(3, 4);
    await seal();
    writeFileSync(headPath(), before);
    expect(await verify()).toMatchObject({ isSound: true, sealed: 4, headSequence: 2 });
    await seal();
    expect(await verify()).toMatchObject({ isSound: true, headSequence: 4 });
  });

  test('reports a head that is missing, forged or unreadable', async () => {
    await append(1, 2);
    await seal();
    const head = JSON.parse(readFileSync(headPath(), 'utf8'));
    writeFileSync(headPath(), JSON.stringify({ ...head, sequence: 1 }));
    const changed = { isSound: false, isChanged: true };
    expect(await verify()).toMatchObject({ ...changed, problems: [{ problem: 'head-changed' }] });
    await expect(seal()).rejects.toThrow('signature');
    writeFileSync(headPath(), '{"sequence":');
    expect(await verify()).toMatchObject({ ...changed, problems: [{ problem: 'head-garbled' }] });
    rmSync(headPath());
    const unknown = { isSound: false, isChanged: false };
    expect(await verify()).toMatchObject({ ...unknown, problems: [{ problem: 'head-missing' }] });
    mkdirSync(headPath());
    expect(await verify()).toMatchObject({ ...unknown, problems: [{ problem: 'head-unreadable' }] });
  });

  test('says why sealing stopped just where a sealer refuses', async () => {
    expect(await sealingStop()).toBe(null);
    await append(1, 2);
    await seal();
    expect(await sealingStop()).toBe(null);
    const [head, text] = [JSON.parse(readFileSync(headPath(), 'utf8')), readFileSync(headPath(), 'utf8')];
    const expectStop = async (problem: string) => {
      expect(await sealingStop()).toBe(problem);
      await expect(seal()).rejects.toThrow();
    };
    writeFileSync(headPath(), JSON.stringify({ ...head, sequence: 1 }));
    await expectStop('head-changed');
    await auditHead.write({ sequence: 2, hash: 'of another database' });
    await expectStop('rewritten');
    await auditHead.write({ sequence: 9, hash: 'of another database' });
    await expectStop('cut-off');
    rmSync(headPath());
    expect(await sealingStop()).toBe(null);
    await seal();
    expect(readFileSync(headPath(), 'utf8')).toBe(text);
  });

  test('tells a head of another key from one that was changed, and what both leave unknown', async () => {
    await append(1, 2);
    await seal();
    auditHead = createAuditHeadFile({ path: headPath(), secrets: ['the key of another site'] });
    const unknown = { isSound: false, isChanged: false };
    expect(await verify()).toMatchObject({ ...unknown, problems: [{ problem: 'head-other-key' }] });
    await expect(seal()).rejects.toThrow('signed with another key');
    const { key: _, ...fromBefore } = JSON.parse(readFileSync(headPath(), 'utf8'));
    writeFileSync(headPath(), JSON.stringify(fromBefore));
    expect(await verify()).toMatchObject({ ...unknown, problems: [{ problem: 'head-unproved' }] });
    auditHead = createAuditHeadFile({ path: headPath(), secrets: ['the key of another site', SECRET] });
    expect(await verify()).toMatchObject({ isSound: true, isChanged: false });
  });
});

/** A database of PostgreSQL is shared, so that there a trigger is switched off for the attack, and on again. */
const switching = (way: 'disable' | 'enable') =>
  ['event', 'seal'].map(
    (table) => `alter table stagedoor_audit_${table} ${way} trigger stagedoor_audit_${table}_append_only`,
  );
const withoutTriggers = {
  sqlite: ['event', 'seal'].flatMap((table) =>
    ['update', 'delete'].map((moment) => `drop trigger stagedoor_audit_${table}_no_${moment}`),
  ),
  postgres: switching('disable'),
};
const triggersBack = { sqlite: [], postgres: switching('enable') };

describe.each(['sqlite', 'postgres'] as const)('somebody with rights on the database (%s)', (kind) => {
  let ids: readonly number[];
  beforeEach(async () => {
    await open(kind);
    await append(1, 6);
    ids = (await stores.audit.listUnsealed(10)).map(({ id }) => id);
    await seal();
  });
  afterEach(async () => {
    for (const statement of triggersBack[kind]) await stores.attack(statement);
  });

  async function attack(...statements: readonly string[]): Promise<void> {
    for (const statement of [...withoutTriggers[kind], ...statements]) await stores.attack(statement);
  }

  test.each(['event', 'seal'])(
    'is refused by the database when changing or deleting an audit %s',
    async (table) => {
      const column = table === 'event' ? 'ip_address' : 'hash';
      await expect(stores.attack(`update stagedoor_audit_${table} set ${column} = 'x'`)).rejects.toThrow(
        'append-only',
      );
      await expect(stores.attack(`delete from stagedoor_audit_${table}`)).rejects.toThrow('append-only');
      expect(await verify()).toMatchObject({ isSound: true, sealed: 6 });
    },
  );

  test.each([
    ['action', `'log-out'`],
    ['success', kind === 'sqlite' ? '1' : 'true'],
    ['occurred_at', kind === 'sqlite' ? '0' : `'2020-01-01T00:00:00Z'`],
    ['user_id', '42'],
    ['ip_address', `'10.0.0.1'`],
    ['user_agent', `'curl'`],
    ['detail', `'{"method":"passkey"}'`],
  ])('cannot change %s of a row unnoticed', async (column, value) => {
    await attack(`update stagedoor_audit_event set ${column} = ${value} where id = ${ids[2]}`);
    expect(await verify()).toMatchObject({
      isSound: false,
      firstBrokenSequence: 3,
      problems: [{ problem: 'event-changed', sequence: 3, eventId: ids[2] }],
    });
  });

  test('cannot delete a row in the middle unnoticed', async () => {
    await attack(`delete from stagedoor_audit_event where id = ${ids[2]}`);
    expect(await verify()).toMatchObject({
      firstBrokenSequence: 3,
      problems: [{ problem: 'event-missing', sequence: 3, eventId: ids[2] }],
    });
  });

  test('cannot delete a row together with its seal unnoticed', async () => {
    await attack(
      `delete from stagedoor_audit_seal where sequence = 3`,
      `delete from stagedoor_audit_event where id = ${ids[2]}`,
    );
    expect(await verify()).toMatchObject({
      firstBrokenSequence: 3,
      problems: [{ problem: 'seal-missing', sequence: 3 }],
    });
  });

  test('cannot close the gap by counting the later seals down', async () => {
    await attack(
      `delete from stagedoor_audit_seal where sequence = 3`,
      `delete from stagedoor_audit_event where id = ${ids[2]}`,
      ...[4, 5, 6].map(
        (sequence) =>
          `update stagedoor_audit_seal set sequence = ${sequence - 1} where sequence = ${sequence}`,
      ),
    );
    expect(await verify()).toMatchObject({
      isSound: false,
      problems: [
        { problem: 'event-changed', sequence: 3 },
        { problem: 'cut-off', sequence: 6 },
      ],
    });
  });

  test('cannot cut off the newest rows with their seals unnoticed, nor have the sealer heal it', async () => {
    await attack(
      `delete from stagedoor_audit_seal where sequence > 4`,
      `delete from stagedoor_audit_event where id > ${ids[3]}`,
    );
    const finding = { isSound: false, problems: [{ problem: 'cut-off', sequence: 6 }] };
    expect(await verify()).toMatchObject(finding);
    await append(7, 12);
    await expect(seal()).rejects.toThrow('cut-off');
    expect(await verify()).toMatchObject(finding);
  });

  test('cannot empty the whole log unnoticed', async () => {
    await attack('delete from stagedoor_audit_seal', 'delete from stagedoor_audit_event');
    expect(await verify()).toMatchObject({ isSound: false, problems: [{ problem: 'cut-off', sequence: 6 }] });
    await expect(seal()).rejects.toThrow('cut-off');
  });

  test('cannot empty the whole log unnoticed with the head gone too, where there are users', async () => {
    await addUser(stores);
    rmSync(headPath());
    await attack(
      'delete from stagedoor_audit_seal',
      'delete from stagedoor_audit_event',
      'delete from stagedoor_audit_unsealed',
    );
    expect(await verify()).toMatchObject({ isSound: false, problems: [{ problem: 'emptied' }] });
  });

  test('can leave a log that began anew, which tells since when, and a copy of the head tells the rest', async () => {
    const copy = readFileSync(headPath());
    rmSync(headPath());
    await attack(
      'delete from stagedoor_audit_seal',
      'delete from stagedoor_audit_event',
      'delete from stagedoor_audit_unsealed',
    );
    await append(9, 9);
    await seal();
    expect(await verify()).toMatchObject({ isSound: true, begins: { occurredAt: event(9).occurredAt } });
    writeFileSync(headPath(), copy);
    expect(await verify()).toMatchObject({ isSound: false, problems: [{ problem: 'cut-off' }] });
  });

  test('cannot seal a changed log anew unnoticed, without the secret of the head', async () => {
    await attack(
      `update stagedoor_audit_event set user_id = 42 where id = ${ids[0]}`,
      'delete from stagedoor_audit_seal',
      `insert into stagedoor_audit_unsealed select id from stagedoor_audit_event`,
    );
    const ownHead = createAuditHeadFile({ path: join(stores.directory, 'own.json'), secrets: ['guessed'] });
    await sealAuditEvents({ ...stores, auditHead: ownHead });
    expect(await verify()).toMatchObject({
      isSound: false,
      problems: [{ problem: 'rewritten', sequence: 6 }],
    });
    writeFileSync(headPath(), readFileSync(join(stores.directory, 'own.json')));
    expect(await verify()).toMatchObject({ isSound: false, problems: [{ problem: 'head-other-key' }] });
  });

  test('cannot keep rows from being sealed unnoticed: they are counted from the log itself', async () => {
    await append(7, 8);
    await attack('delete from stagedoor_audit_unsealed');
    await seal();
    expect((await verify()).unsealed.count).toBe(2);
  });
});
