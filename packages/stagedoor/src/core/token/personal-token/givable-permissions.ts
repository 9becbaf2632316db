import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * What a token of theirs may be confined to, as `app_label.codename`, ascending: what they hold, and of a superuser, who may
 * everything, whatever there is.
 */
export async function listGivablePermissions(
  { permissions }: Pick<Dependencies, 'permissions'>,
  { principal }: { readonly principal: Principal },
): Promise<readonly string[]> {
  if (!principal.user.isSuperuser) return principal.access.names;
  return (await permissions.list()).map(({ name }) => name);
}
