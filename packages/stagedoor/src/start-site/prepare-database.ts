import { PlainError } from '../core/kernel/plain-error.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';

export interface FirstSuperuser {
  readonly username: string;
  readonly password: string;
}

/**
 * Makes sure that the site can work with its database. In development it is brought up to date and, where there is no
 * user at all, gets the first administrator, whose random password is answered once and stored nowhere.
 *
 * @throws PlainError in production where the database is not up to date: that is for whoever runs it to decide.
 */
export async function prepareDatabase(stagedoor: Stagedoor): Promise<FirstSuperuser | null> {
  if (stagedoor.config.nodeEnv === 'production') {
    await requireMigrated(stagedoor);
    return null;
  }
  await stagedoor.migrations.apply();
  return await makeFirstSuperuser(stagedoor);
}

async function requireMigrated({ migrations }: Stagedoor): Promise<void> {
  const steps = await migrations.list();
  if (steps.every(({ appliedAt }) => appliedAt !== null)) return;
  throw new PlainError('The database is not up to date. Bring it there with: npx stagedoor migrate');
}

async function makeFirstSuperuser({ settings, useCases }: Stagedoor): Promise<FirstSuperuser | null> {
  const email = 'admin@localhost';
  const username = settings.logInBy === 'email' ? null : 'admin';
  const first = await useCases.user.createFirstSuperuser({ username, email });
  return first && { username: username ?? email, password: first.password };
}
