import type { CompiledQuery, Kysely } from 'kysely';
import type { ObjectTypes } from '../../core/object-permission/object-type.ts';
import type { SessionStore } from '../../core/session/session-store.ts';
import type { ExtraFields } from '../../core/user/extra-field.ts';
import type { Sealer } from '../crypto/sealer.ts';
import type { OpenDatabase } from './database.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** What the stores are made of: a connection or a transaction, and how this site stores. */
export interface StoreContext {
  /** As it is open in this process; what is written goes by `db`. */
  readonly database: OpenDatabase;
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  readonly sealer: Sealer;
  readonly extraFields: ExtraFields;
  /** Whose rows people are given permissions on, one by one. */
  readonly objectTypes: ObjectTypes;
  /** The statements that `compileOnce` has made for this site, by what built them and with which columns. */
  readonly compiled: Map<unknown, Map<string, CompiledQuery>>;
}

/** The hot read of every request: behind a cache where a call commits on its own, and on the transaction's connection inside one. */
export type FindPrincipal = SessionStore['findPrincipal'];
