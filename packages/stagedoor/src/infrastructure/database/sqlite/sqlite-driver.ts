import type BetterSqlite3 from 'better-sqlite3';
import type { CompiledQuery, Driver, QueryResult } from 'kysely';
import type { TransactionScope } from '../transaction-scope.ts';
import { createSharedCommit, type SharedCommit } from './shared-commit.ts';
import { createStatementCache, type Prepare, runStatement } from './sqlite-statements.ts';
import { SqliteTask } from './sqlite-task.ts';

/** Statements that may be kept together with those of other tasks. */
const WRITES: ReadonlySet<string> = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);

/** The connections of one file. */
export interface SqliteHandles {
  readonly writing: BetterSqlite3.Database;
  /** Sees committed rows only; null for a database in memory, which has one connection. */
  readonly reading: BetterSqlite3.Database | null;
}

/**
 * One writing connection that tasks take in turns. Each turn is a savepoint of its own in one transaction (the first is
 * its beginning), which is committed once the event loop has come round: waiting for the disk costs more than all else of a write, and so the
 * requests of one moment share it. Nobody is told of a success before that commit.
 *
 * What only reads, outside transactions, goes to a connection that cannot write: it waits for nobody's turn and for no
 * disk, and sees nothing that may yet be undone.
 *
 * The transaction begins `immediate`: a deferred one that reads before it writes dies at once, without waiting, when
 * another process wrote in between.
 */
export class SqliteDriver implements Driver {
  readonly #handles: SqliteHandles;
  readonly #scope: TransactionScope;
  readonly #prepare: Prepare;
  readonly #prepareRead: Prepare | null;
  readonly #shared: SharedCommit;
  #statementCount = 0;
  #lastTurn: Promise<void> = Promise.resolve();
  #current: SqliteTask | null = null;
  #isSettlingSoon = false;
  #isSettlingDue = false;
  /** How many tasks are under way, and what waits for their end. */
  #underWay = 0;
  #whenDone: (() => void) | null = null;

  constructor(handles: SqliteHandles, scope: TransactionScope) {
    const { writing, reading } = handles;
    this.#handles = handles;
    this.#scope = scope;
    this.#prepare = createStatementCache(writing);
    this.#prepareRead = reading && createStatementCache(reading);
    this.#shared = createSharedCommit(writing, (text) => this.#run(text, []));
  }

  /** How many statements the writing connection has run so far, begin and commit among them. */
  get statementCount(): number {
    return this.#statementCount;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteTask> {
    this.#scope.refuseInside();
    this.#underWay += 1;
    const task: SqliteTask = new SqliteTask((query) => this.#execute(task, query));
    return task;
  }

  async releaseConnection(task: SqliteTask): Promise<void> {
    this.#end(task);
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#whenDone?.();
  }

  async beginTransaction(task: SqliteTask): Promise<void> {
    await this.#takeTurn(task);
    if (task.changesSchema) this.#minding('OFF');
    // Whoever opens it is alone in it until the end of its turn, and needs no savepoint to undo what is its own.
    task.isFirst = this.#shared.open() === 'opened';
    if (!task.isFirst) this.#run('savepoint turn', []);
    task.isTransaction = true;
  }

  async commitTransaction(task: SqliteTask): Promise<void> {
    if (!task.isFirst) this.#run('release turn', []);
    await this.#keep(task);
  }

  async rollbackTransaction(task: SqliteTask): Promise<void> {
    // A commit that failed has undone it for everybody.
    if (task.endTurn === null) return;
    if (task.isFirst) {
      this.#shared.undo();
      this.#settleSoon();
    } else {
      if (this.#handles.writing.inTransaction) {
        this.#run('rollback to turn', []);
        this.#run('release turn', []);
      }
      await this.#whenOthersAreKept(task);
    }
  }

  /**
   * Who failed because of what others wrote (a name that is taken, a link that is used) hears of it once that is kept, as
   * on PostgreSQL: its next read, which sees committed rows only, must find what it failed by.
   */
  async #whenOthersAreKept(task: SqliteTask): Promise<void> {
    // If that commit fails, those who wrote are told; this task's own failure stands as it is.
    await this.#keep(task).catch(() => undefined);
  }

  async destroy(): Promise<void> {
    await this.#done();
    this.#shared.settle();
    // The writing one last: it is the one that can empty the log of writes.
    this.#handles.reading?.close();
    this.#handles.writing.close();
  }

  /** Resolves when no task is under way; nobody begins another any more. */
  #done(): Promise<void> {
    if (this.#underWay === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenDone = resolve;
    });
  }

  async #execute<Row>(
    task: SqliteTask,
    { sql, parameters, query }: CompiledQuery,
  ): Promise<QueryResult<Row>> {
    if (task.isTransaction) return this.#run<Row>(sql, parameters);
    if (query.kind === 'SelectQueryNode' && this.#prepareRead !== null) {
      return runStatement<Row>(this.#prepareRead(sql), parameters);
    }
    await this.#takeTurn(task);
    try {
      if (WRITES.has(query.kind)) return await this.#writeAlone<Row>(task, sql, parameters);
      // Whatever else it is, outside transactions nobody sees what may yet be undone.
      this.#shared.settle();
      return this.#run<Row>(sql, parameters);
    } finally {
      this.#end(task);
    }
  }

  async #writeAlone<Row>(
    task: SqliteTask,
    text: string,
    parameters: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    this.#shared.open();
    const result = await this.#runOrWait<Row>(task, text, parameters);
    await this.#keep(task);
    return result;
  }

  async #runOrWait<Row>(
    task: SqliteTask,
    text: string,
    parameters: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    try {
      return this.#run<Row>(text, parameters);
    } catch (error) {
      await this.#whenOthersAreKept(task);
      throw error;
    }
  }

  #run<Row>(text: string, parameters: readonly unknown[]): QueryResult<Row> {
    this.#statementCount += 1;
    return runStatement(this.#prepare(text), parameters);
  }

  /** Waits until those who asked before have nothing more to write. */
  async #takeTurn(task: SqliteTask): Promise<void> {
    const before = this.#lastTurn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#lastTurn = promise;
    await before;
    task.endTurn = resolve;
    this.#current = task;
  }

  /** The next task may write while this one waits for the disk. */
  #keep(task: SqliteTask): Promise<void> {
    const kept = this.#shared.kept();
    this.#settleSoon();
    this.#end(task);
    return kept;
  }

  #settleSoon(): void {
    if (this.#isSettlingSoon) return;
    this.#isSettlingSoon = true;
    setImmediate(() => {
      this.#isSettlingSoon = false;
      // A task in the middle of its turn would be cut in two.
      if (this.#current?.isTransaction) this.#isSettlingDue = true;
      else this.#shared.settle();
    });
  }

  #end(task: SqliteTask): void {
    const { endTurn } = task;
    if (endTurn === null) return;
    task.endTurn = null;
    this.#current = null;
    if (this.#isSettlingDue) this.#shared.settle();
    this.#isSettlingDue = false;
    if (task.changesSchema) this.#minding('ON');
    endTurn();
  }

  /** Inside a transaction the pragma does nothing, so whatever was written is kept, or undone, before. */
  #minding(foreignKeys: 'ON' | 'OFF'): void {
    this.#shared.settle();
    this.#handles.writing.pragma(`foreign_keys = ${foreignKeys}`);
  }
}
