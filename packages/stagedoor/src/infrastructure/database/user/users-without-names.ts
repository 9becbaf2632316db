import type { Settings } from '../../../core/user/settings.ts';
import type { OpenDatabase } from '../database.ts';
import { DatabaseProblem } from '../database-problem.ts';
import { isMigrated } from './extra-field-columns.ts';

/**
 * Looks at an open database, migrated or not, before anything is served from it: what people log in by is chosen once, before the first of
 * them comes.
 *
 * @throws DatabaseProblem where people are to log in by a name that some of them never had
 */
export async function checkUserNames(
  { db }: Pick<OpenDatabase, 'db'>,
  logInBy: Settings['logInBy'],
): Promise<void> {
  if (logInBy !== 'username' || !(await isMigrated(db))) return;
  const unnamed = db.selectFrom('auth_user').select('id').where('username', 'is', null).limit(1);
  if ((await unnamed.executeTakeFirst()) === undefined) return;
  throw new DatabaseProblem(
    'LOGIN_BY is username, but there are users without a user name, who could never log in. What people log in by is chosen before the first of them comes: set LOGIN_BY back to email, or to either.',
  );
}
