import type { Migration } from '../migration.ts';

const TABLES = ['stagedoor_audit_event', 'stagedoor_audit_seal'] as const;

/** The database itself refuses to change or remove what the audit log holds (ASVS V16.4.2). */
export const appendOnlyAudit: Migration = {
  app: 'stagedoor',
  name: '0003_append_only_audit',
  statements: (dialect) => (dialect === 'sqlite' ? sqliteStatements() : postgresStatements()),
};

function sqliteStatements(): string[] {
  const refusals = TABLES.flatMap((table) =>
    ['update', 'delete'].map(
      (moment) => `create trigger ${table}_no_${moment} before ${moment} on ${table}
        begin select raise(abort, 'The audit log is append-only.'); end`,
    ),
  );
  const queue = `create trigger stagedoor_audit_event_unsealed after insert on stagedoor_audit_event
    begin insert into stagedoor_audit_unsealed (event_id) values (new.id); end`;
  return [...refusals, queue];
}

function postgresStatements(): string[] {
  const refusals = TABLES.flatMap((table) => [
    `create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function stagedoor_refuse_change()`,
    `create trigger ${table}_no_truncate before truncate on ${table}
      for each statement execute function stagedoor_refuse_change()`,
  ]);
  return [
    `create function stagedoor_refuse_change() returns trigger language plpgsql as $$
      begin raise exception 'The audit log is append-only.'; end $$`,
    ...refusals,
    `create function stagedoor_queue_for_seal() returns trigger language plpgsql as $$
      begin
        insert into stagedoor_audit_unsealed (event_id) values (new.id);
        return null;
      end $$`,
    `create trigger stagedoor_audit_event_unsealed after insert on stagedoor_audit_event
      for each row execute function stagedoor_queue_for_seal()`,
  ];
}
