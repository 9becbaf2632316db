import type { Migration } from '../migration.ts';

// True for what lies before a cut. A cut that nobody signed is found by `audit verify`.
const EVENT_IS_CUT = `exists (select 1 from stagedoor_audit_seal as seal join stagedoor_audit_cut as cut
  on seal.sequence <= cut.sequence where seal.event_id = old.id)`;
const SEAL_IS_CUT = 'exists (select 1 from stagedoor_audit_cut as cut where old.sequence <= cut.sequence)';

const guards = [
  { table: 'stagedoor_audit_event', isCut: EVENT_IS_CUT },
  { table: 'stagedoor_audit_seal', isCut: SEAL_IS_CUT },
];

/** Old audit rows may go, once it is written where the log begins instead. */
export const auditCut: Migration = {
  app: 'stagedoor',
  name: '0010_audit_cut',
  statements: (dialect) => [
    `create table stagedoor_audit_cut (
      sequence bigint primary key,
      hash text not null,
      signature text not null
    )`,
    ...(dialect === 'sqlite' ? sqliteStatements() : postgresStatements()),
  ],
};

function sqliteStatements(): string[] {
  return guards.flatMap(({ table, isCut }) => [
    `drop trigger ${table}_no_delete`,
    `create trigger ${table}_no_delete before delete on ${table} when not ${isCut}
      begin select raise(abort, 'The audit log is append-only.'); end`,
  ]);
}

function postgresStatements(): string[] {
  return guards.flatMap(({ table, isCut }) => [
    `create function ${table}_refuse_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and ${isCut} then return old; end if;
        raise exception 'The audit log is append-only.';
      end $$`,
    `drop trigger ${table}_append_only on ${table}`,
    `create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function ${table}_refuse_change()`,
  ]);
}
