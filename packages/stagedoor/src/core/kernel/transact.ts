/**
 * Runs `work` in one database transaction: all of it or nothing. The stores given to it are bound to the
 * transaction; never await hashing, mail or HTTP inside.
 */
export type Transact<Stores> = <Result>(work: (stores: Stores) => Promise<Result>) => Promise<Result>;
