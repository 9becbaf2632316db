import type { Organization } from '../core/organization/organization.ts';
import type { Translator } from '../texts/translator.ts';
import { exactTime } from '../ui/relative-time.tsx';

type Named = Pick<Organization, 'id' | 'name' | 'createdAt'>;

/** When an organization was made, in words, where another of these is called as it is; null for one whose name says which it is. */
export function momentMade(
  t: Translator,
  { id, name, createdAt }: Named,
  among: readonly Named[],
): string | null {
  const isAlone = among.every((other) => other.id === id || other.name !== name);
  return isAlone ? null : exactTime(t, createdAt);
}

/** Its name, with that. */
export function nameAmong(t: Translator, organization: Named, among: readonly Named[]): string {
  const { name } = organization;
  const moment = momentMade(t, organization, among);
  return moment === null ? name : t('organizations.name_made', { name, moment });
}
