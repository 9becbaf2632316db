import { AccountsError } from '../kernel/errors.ts';
import type { Stores } from './dependencies.ts';

const SHOWN_LENGTH = 100;

/**
 * Lets those names go on, `app_label.codename`, that are names of permissions.
 *
 * @throws AccountsError `invalid-input` at `field` with each that is not
 */
export async function requireKnown(
  { permissions }: Pick<Stores, 'permissions'>,
  field: 'permission' | 'permissions',
  names: readonly string[],
): Promise<void> {
  const known = new Set((await permissions.list()).map(({ name }) => name));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  const problems = unknown.map((name) => ({
    code: 'invalid_choice',
    params: { input: name.slice(0, SHOWN_LENGTH) },
  }));
  throw new AccountsError({ code: 'invalid-input', fields: { [field]: problems } });
}
