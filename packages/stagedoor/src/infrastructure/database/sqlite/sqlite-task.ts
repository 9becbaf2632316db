import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { PlainError } from '../../../core/kernel/plain-error.ts';

/** What one task has of the database. It stands in line for the writing connection only once it writes. */
export class SqliteTask implements DatabaseConnection {
  readonly #execute: <Row>(query: CompiledQuery) => Promise<QueryResult<Row>>;
  isTransaction = false;
  /** Whether it opened the transaction that others join after its turn. */
  isFirst = false;
  /** Whether its transaction is with foreign keys off, and nobody else's. */
  changesSchema = false;
  /** Hands the writing connection on; null while it is not this task's turn. */
  endTurn: (() => void) | null = null;

  constructor(execute: <Row>(query: CompiledQuery) => Promise<QueryResult<Row>>) {
    this.#execute = execute;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#execute<Row>(query);
  }

  streamQuery(): never {
    throw new PlainError('Streaming is not used on SQLite.');
  }
}
