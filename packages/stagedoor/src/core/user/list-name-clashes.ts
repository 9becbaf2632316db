import type { Dependencies } from './dependencies.ts';
import type { NameClashes } from './user-store.ts';

/**
 * Whose user name is the proved address of somebody else, which a log-in takes it for: only rows that were copied from elsewhere
 * can be so. None where people log in by one of the two alone.
 *
 * @example
 * const { count, first } = await stagedoor.useCases.user.listNameClashes({ limit: 10 });
 */
export async function listNameClashes(
  { users, settings }: Pick<Dependencies, 'users' | 'settings'>,
  input: { readonly limit: number },
): Promise<NameClashes> {
  if (settings.logInBy !== 'either') return { count: 0, first: [] };
  return await users.listNameClashes(input.limit);
}
