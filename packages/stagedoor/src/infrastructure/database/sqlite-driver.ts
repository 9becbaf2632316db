import type BetterSqlite3 from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import { createStatementCache, toSqliteValue } from './sqlite-statements.ts';
import type { TransactionScope } from './transaction-scope.ts';

/**
 * One writing connection that tasks take in turns. Transactions begin `immediate`: a deferred one that reads before
 * it writes dies at once, without waiting, when another process wrote in between.
 */
export class SqliteDriver implements Driver {
  readonly #handle: BetterSqlite3.Database;
  readonly #scope: TransactionScope;
  readonly #connection: DatabaseConnection;
  #statementCount = 0;
  #lastTurn: Promise<void> = Promise.resolve();
  #endTurn: () => void = () => {};

  constructor(handle: BetterSqlite3.Database, scope: TransactionScope) {
    this.#handle = handle;
    this.#scope = scope;
    this.#connection = createConnection(handle, () => {
      this.#statementCount += 1;
    });
  }

  /** How many statements have run so far, begin and commit among them. */
  get statementCount(): number {
    return this.#statementCount;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#scope.refuseInside();
    const before = this.#lastTurn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#lastTurn = promise;
    await before;
    this.#endTurn = resolve;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#endTurn();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Some failures (a full disk) have rolled back already.
    if (this.#handle.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy(): Promise<void> {
    await this.#lastTurn;
    this.#handle.close();
  }
}

function createConnection(handle: BetterSqlite3.Database, onStatement: () => void): DatabaseConnection {
  const prepare = createStatementCache(handle);
  return {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      onStatement();
      const statement = prepare(query.sql);
      const values = query.parameters.map(toSqliteValue);
      // The caller's row type comes from the query it built; the driver cannot know it.
      if (statement.reader) return { rows: statement.all(...values) as Row[] };
      const { changes } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes) };
    },
    streamQuery() {
      throw new Error('Streaming is not used on SQLite.');
    },
  };
}
