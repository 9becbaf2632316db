import { StorageUnavailable } from '../core/kernel/storage-unavailable.ts';
import { codeOf } from './describe-fault.ts';

/** No room, another process that writes for too long, a file that cannot be read or written. https://www.sqlite.org/rescode.html */
const OF_SQLITE = /^SQLITE_(FULL|BUSY|LOCKED|READONLY|IOERR|CANTOPEN)(_|$)/;

/**
 * Connections (08), resources such as room (53), an operator or a time limit that stepped in (57), the system around the
 * server (58), a transaction that may only read or that waited or lost too long (25, 40, 55).
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const OF_POSTGRES = /^(08|53|58)[0-9A-Z]{3}$|^(25006|25P03|40001|40P01|55P03|57014|57P0[1-5])$/;

/** A file system without room, or with more open files than it takes. */
const OF_FILES = /^(ENOSPC|EDQUOT|EROFS|EIO|EMFILE|ENFILE)$/;

/** The same error, or what it means where a database or a file cannot be used at the moment. */
export function asStorageFault(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StorageUnavailable) return error;
  const code = codeOf(error) ?? '';
  const isOfStorage = [OF_SQLITE, OF_POSTGRES, OF_FILES].some((codes) => codes.test(code));
  return isOfStorage ? new StorageUnavailable(code, { cause: error }) : error;
}

/** For what a connection threw that is no answer of the server's: it was not reached, or not in time, or left. */
export function asLostConnection(error: unknown): unknown {
  // A fault of our own, such as a value that cannot be sent, is none of the server's.
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) return error;
  return new StorageUnavailable(codeOf(error) ?? null, { cause: error });
}

/** What pg threw, or what it means where the server cannot be used at the moment. */
export function asPostgresFault(error: unknown): unknown {
  return isPostgresAnswer(error) ? asStorageFault(error) : asLostConnection(error);
}

/** Whether the server itself said it: the driver's own class would load the driver on sites that have no PostgreSQL. */
export function isPostgresAnswer(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && 'code' in error;
}

/** Work on files or on a database, whose failures are told apart by their codes. */
export async function namingStorageFaults<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asStorageFault(error);
  }
}
