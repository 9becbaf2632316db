import { codeOf } from '../../describe-fault.ts';
import { DatabaseProblem } from '../database-problem.ts';

/** Says in words why a PostgreSQL server cannot be used; the password never appears. */
export function describePostgresFailure(url: URL, error: unknown): DatabaseProblem {
  return new DatabaseProblem(sentenceFor(url, error), { cause: error });
}

function sentenceFor(url: URL, error: unknown): string {
  // pg takes the host of the query, often the folder of a socket, before that of the address.
  const host = url.searchParams.getAll('host').at(-1) || url.hostname;
  const server = `PostgreSQL at ${host}:${url.port || '5432'}`;
  const user = decodeURIComponent(url.username) || 'the default user';
  const name = decodeURIComponent(url.pathname.slice(1)) || user;
  switch (codeOf(error)) {
    case '28P01':
      return `${server} refused the password of user "${user}". Check user and password in DATABASE_URL.`;
    case '28000':
      return `${server} does not let user "${user}" in. Check the user in DATABASE_URL and the server's pg_hba.conf.`;
    case '3D000':
      return `${server} has no database "${name}". Create it: createdb ${name}`;
    case '53300':
      return `${server} has no connection left for user "${user}". Raise max_connections of the server.`;
    case '57P03':
      return `${server} is starting or stopping. Try again in a moment.`;
    case 'ECONNREFUSED':
    case 'ENOENT':
      return `No server answers as ${server}. Start it, or check host and port in DATABASE_URL.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host "${host}" in DATABASE_URL is not known.`;
    default:
      return `${server} cannot be used: ${reasonOf(error)}`;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /timeout/i.test(error.message) ? 'it did not answer in time.' : error.message;
}
