import type { Driver } from 'kysely';
import type { SqliteDriver } from './sqlite-driver.ts';
import type { SqliteTask } from './sqlite-task.ts';

/**
 * The same connection for steps that change the schema. Each transaction of it is with nobody else's writes and with foreign
 * keys off: SQLite rebuilds a table by dropping it, which else deletes its rows first, and by cascade those of other tables
 * (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes"). Who uses it looks for rows that refer to none.
 */
export class SchemaDriver implements Driver {
  readonly #driver: SqliteDriver;

  constructor(driver: SqliteDriver) {
    this.#driver = driver;
  }

  async acquireConnection(): Promise<SqliteTask> {
    const task = await this.#driver.acquireConnection();
    task.changesSchema = true;
    return task;
  }

  beginTransaction(task: SqliteTask): Promise<void> {
    return this.#driver.beginTransaction(task);
  }

  commitTransaction(task: SqliteTask): Promise<void> {
    return this.#driver.commitTransaction(task);
  }

  rollbackTransaction(task: SqliteTask): Promise<void> {
    return this.#driver.rollbackTransaction(task);
  }

  releaseConnection(task: SqliteTask): Promise<void> {
    return this.#driver.releaseConnection(task);
  }

  async init(): Promise<void> {}

  /** The connection is the other's to close. */
  async destroy(): Promise<void> {}
}
