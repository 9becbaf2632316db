import { sql } from 'kysely';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { Dialect } from '../dialect.ts';
import type { Work } from '../migration.ts';
import { quoted, shortName } from './sql-words.ts';
import type { Index } from './table-index.ts';

/** The index by which parts of a text are looked for. */
export function searchIndexName(table: string, column: string): string {
  return shortName(`${table}_${column}_search`);
}

export function searchIndex(table: string, column: string, dialect: Dialect): Index {
  return dialect === 'sqlite' ? onSqlite(table, column) : onPostgres(table, column);
}

/** Signs that `ilike` takes for a letter of ASCII, and pg_trgm for none where the database has the locale C: a dotted I and the sign of Kelvin. */
const LIKE_LETTERS = '\u0130\u212A';
const LETTERS = 'ik';

/** What the index of PostgreSQL holds of a column: the letters that these signs are read as. */
export function indexedText(column: string): string {
  return `translate(${column}, '${LIKE_LETTERS}', '${LETTERS}')`;
}

/** The same of what is looked for. */
export function withLetters(text: string): string {
  return text.replaceAll(/[\u0130\u212A]/g, (sign) => LETTERS[LIKE_LETTERS.indexOf(sign)] ?? sign);
}

/** Of all runs of three signs, which `like` and `ilike` are looked up by. */
function onPostgres(table: string, column: string): Index {
  const name = searchIndexName(table, column);
  const on = `${quoted(name)} on ${quoted(table)} using gin ((${indexedText(quoted(column))}) gin_trgm_ops)`;
  return {
    name,
    kind: 'search',
    table,
    columns: [column],
    foundAs: name,
    create: [trigrams, `create index ${on}`],
    createBeside: `create index concurrently ${on}`,
    drop: [`drop index ${quoted(name)}`],
  };
}

const CREATE_EXTENSION = 'create extension if not exists pg_trgm';

/** What every server brings along and whoever may make things in the database may make; somebody may have taken either away. */
export const trigrams: Work = {
  shownAs: [CREATE_EXTENSION],
  async run({ db }) {
    try {
      await sql.raw(CREATE_EXTENSION).execute(db);
    } catch (error) {
      throw new PlainError(
        `searchIndex needs the extension pg_trgm, which this user may not make here or this server does not have. Let an administrator run "${CREATE_EXTENSION}" in this database, and migrate again (${error instanceof Error ? error.message : 'no reason'})`,
        { cause: error },
      );
    }
  },
};

/** A table of all runs of three signs beside the table, which triggers keep as that is; without what stands between them. */
function onSqlite(table: string, column: string): Index {
  const name = searchIndexName(table, column);
  const [index, of, text] = [quoted(name), quoted(table), quoted(column)];
  const added = `insert into ${index} (rowid, ${text}) values (new.id, new.${text});`;
  const gone = `insert into ${index} (${index}, rowid, ${text}) values ('delete', old.id, old.${text});`;
  const triggers = [
    ['insert', 'insert', added],
    ['delete', 'delete', gone],
    ['update', `update of id, ${text}`, `${gone} ${added}`],
  ] as const;
  const triggerName = (does: string) => quoted(`${name}_${does}`);
  return {
    name,
    kind: 'search',
    table,
    columns: [column],
    foundAs: `${name}_insert`,
    create: [
      `create virtual table ${index} using fts5 (${text}, content=${of}, content_rowid='id', tokenize='trigram', detail='column', columnsize=0)`,
      ...triggers.map(
        ([does, on, what]) => `create trigger ${triggerName(does)} after ${on} on ${of} begin ${what} end`,
      ),
      `insert into ${index} (${index}) values ('rebuild')`,
    ],
    createBeside: '',
    drop: [
      ...triggers.map(([does]) => `drop trigger if exists ${triggerName(does)}`),
      `drop table if exists ${index}`,
    ],
  };
}
