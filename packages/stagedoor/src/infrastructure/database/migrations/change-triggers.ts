// Of 20 characters at most; a notification holds 8000.
const MOST_IDS = 300;

/**
 * A table whose changes are told. Released migrations are made of this: a later form of it is another function.
 *
 * @property name What the ids of the table are called in a notification.
 * @property rows A condition on the row `o` before the change; other rows are nobody's business.
 * @property isTold A condition on the rows `o` (before) and `n` (after) of an update.
 */
export interface ToldTable {
  readonly table: string;
  readonly name: string;
  readonly rows: string;
  readonly isTold: string;
}

/**
 * PostgreSQL tells `stagedoor_changes` the ids of changed and removed rows, `user 7 8`, once for each statement and with
 * its commit. More ids than a notification holds are told as all: `user`. New rows are not told, because nobody can
 * have kept them.
 */
export function changeTriggers({ table, name, rows, isTold }: ToldTable): string[] {
  const call = `execute function stagedoor_tell_${table}()`;
  return [
    `create function stagedoor_tell_${table}() returns trigger language plpgsql as $$
      declare
        ids bigint[];
      begin
        if tg_op = 'UPDATE' then
          ids := array(select o.id from old_rows o left join new_rows n on n.id = o.id
            where ${rows} and (n.id is null or ${isTold}) limit ${MOST_IDS + 1});
        elsif tg_op = 'DELETE' then
          ids := array(select o.id from old_rows o where ${rows} limit ${MOST_IDS + 1});
        end if;
        if ids is null or cardinality(ids) > ${MOST_IDS} then
          perform pg_notify('stagedoor_changes', '${name}');
        elsif cardinality(ids) > 0 then
          perform pg_notify('stagedoor_changes', '${name} ' || array_to_string(ids, ' '));
        end if;
        return null;
      end $$`,
    `create trigger stagedoor_tell_update after update on ${table}
      referencing old table as old_rows new table as new_rows for each statement ${call}`,
    `create trigger stagedoor_tell_delete after delete on ${table}
      referencing old table as old_rows for each statement ${call}`,
    `create trigger stagedoor_tell_truncate after truncate on ${table} for each statement ${call}`,
  ];
}

/** Whether anything but these columns differs between `o` and `n`; columns that a site adds count. */
export function differsBeside(columns: readonly string[]): string {
  const names = `array[${columns.map((column) => `'${column}'`).join(', ')}]`;
  return `(to_jsonb(o) - ${names}) is distinct from (to_jsonb(n) - ${names})`;
}
