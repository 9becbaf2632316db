import type BetterSqlite3 from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { createSharedCommit, type SharedCommit } from './shared-commit.ts';
import { createStatementCache, toSqliteValue } from './sqlite-statements.ts';
import type { TransactionScope } from './transaction-scope.ts';

/** Statements that may be kept together with those of other tasks. */
const WRITES: ReadonlySet<string> = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);

/**
 * One writing connection that tasks take in turns. Each turn is a savepoint of its own in one transaction, which is
 * committed once the event loop has come round: waiting for the disk costs more than all else of a write, and so the
 * requests of one moment share it. Nobody is told of a success before that commit.
 *
 * The transaction begins `immediate`: a deferred one that reads before it writes dies at once, without waiting, when
 * another process wrote in between.
 */
export class SqliteDriver implements Driver {
  readonly #handle: BetterSqlite3.Database;
  readonly #scope: TransactionScope;
  readonly #prepare: (text: string) => BetterSqlite3.Statement<unknown[]>;
  readonly #shared: SharedCommit;
  #statementCount = 0;
  #lastTurn: Promise<void> = Promise.resolve();
  #current: Turn | null = null;
  #isSettlingSoon = false;
  #isSettlingDue = false;

  constructor(handle: BetterSqlite3.Database, scope: TransactionScope) {
    this.#handle = handle;
    this.#scope = scope;
    this.#prepare = createStatementCache(handle);
    this.#shared = createSharedCommit(handle, (text) => this.#run(text, []));
  }

  /** How many statements have run so far, begin and commit among them. */
  get statementCount(): number {
    return this.#statementCount;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Turn> {
    this.#scope.refuseInside();
    const before = this.#lastTurn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#lastTurn = promise;
    await before;
    const turn = new Turn(resolve, (query) => this.#execute(turn, query));
    this.#current = turn;
    return turn;
  }

  async releaseConnection(turn: Turn): Promise<void> {
    this.#end(turn);
  }

  async beginTransaction(turn: Turn): Promise<void> {
    this.#shared.open();
    this.#run('savepoint turn', []);
    turn.isTransaction = true;
  }

  async commitTransaction(turn: Turn): Promise<void> {
    this.#run('release turn', []);
    await this.#keep(turn);
  }

  async rollbackTransaction(turn: Turn): Promise<void> {
    // A commit that failed has undone it for everybody.
    if (turn.hasEnded) return;
    if (this.#handle.inTransaction) {
      this.#run('rollback to turn', []);
      this.#run('release turn', []);
    }
    this.#settleSoon();
  }

  async destroy(): Promise<void> {
    await this.#lastTurn;
    this.#shared.settle();
    this.#handle.close();
  }

  async #execute<Row>(turn: Turn, { sql, parameters, query }: CompiledQuery): Promise<QueryResult<Row>> {
    if (turn.isTransaction) return this.#run<Row>(sql, parameters);
    if (!WRITES.has(query.kind)) {
      // Outside transactions nobody sees what may yet be undone.
      this.#shared.settle();
      return this.#run<Row>(sql, parameters);
    }
    this.#shared.open();
    this.#settleSoon();
    const result = this.#run<Row>(sql, parameters);
    await this.#keep(turn);
    return result;
  }

  #run<Row>(text: string, parameters: readonly unknown[]): QueryResult<Row> {
    this.#statementCount += 1;
    const statement = this.#prepare(text);
    const values = parameters.map(toSqliteValue);
    // The caller's row type comes from the query it built; the driver cannot know it.
    if (statement.reader) return { rows: statement.all(...values) as Row[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  /** The next task may write while this one waits for the disk. */
  #keep(turn: Turn): Promise<void> {
    const kept = this.#shared.kept();
    this.#settleSoon();
    this.#end(turn);
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

  #end(turn: Turn): void {
    if (turn.hasEnded) return;
    turn.hasEnded = true;
    this.#current = null;
    if (this.#isSettlingDue) this.#shared.settle();
    this.#isSettlingDue = false;
    turn.end();
  }
}

/** What one task has of the connection, until it gives it back or has nothing more to write. */
class Turn implements DatabaseConnection {
  readonly end: () => void;
  readonly #execute: <Row>(query: CompiledQuery) => Promise<QueryResult<Row>>;
  isTransaction = false;
  hasEnded = false;

  constructor(end: () => void, execute: <Row>(query: CompiledQuery) => Promise<QueryResult<Row>>) {
    this.end = end;
    this.#execute = execute;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#execute<Row>(query);
  }

  streamQuery(): never {
    throw new Error('Streaming is not used on SQLite.');
  }
}
