import type { Organization } from '../core/organization/organization.ts';
import type { Translator } from '../texts/translator.ts';
import { exactTime } from '../ui/relative-time.tsx';

type Named = Pick<Organization, 'id' | 'name' | 'createdAt'>;

/** When an organization was made, in words, where another of these is called as it is; null for one whose name says which it is. */
export function madeWhere(
  t: Translator,
  { id, name, createdAt }: Named,
  among: readonly Named[],
): string | null {
  const isAlone = among.every((other) => other.id === id || other.name !== name);
  return isAlone ? null : t('organizations.made', { moment: exactTime(t, createdAt) });
}

/** Its name, with that. */
export function nameAmong(t: Translator, organization: Named, among: readonly Named[]): string {
  const made = madeWhere(t, organization, among);
  return made === null ? organization.name : `${organization.name} (${made})`;
}
