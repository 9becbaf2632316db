import type { OwnOrganization } from '../core/organization/organization.ts';
import type { Group } from '../core/permission/group.ts';
import type { HeldRole } from '../core/role/role.ts';
import type { Team } from '../core/team/team.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { Translator } from '../texts/translator.ts';

/** Where somebody belongs, and what they are there. */
interface PlaceOfUser {
  readonly groups: readonly Group[];
  readonly roles: readonly HeldRole[];
  readonly organizations: readonly OwnOrganization[];
  readonly teams: readonly Team[];
  /** Whether there are no more organizations or teams than these. */
  readonly isWhole: boolean;
}

const MOST = 1_000;

export async function placeOfUser(useCases: UseCases, userId: number): Promise<PlaceOfUser> {
  const organizations = await useCases.organization.listOfUser({ userId, limit: MOST });
  const teams = await useCases.team.listOfUser({ userId, limit: MOST });
  return {
    groups: await useCases.group.listOfUser({ userId }),
    roles: await useCases.role.listOfUser({ userId }),
    organizations: organizations.rows,
    teams: teams.rows,
    isWhole: organizations.next === null && teams.next === null,
  };
}

export function placeJson({ groups, roles, organizations, teams }: PlaceOfUser) {
  return {
    groups: groups.map(({ name }) => name),
    roles: roles.map(({ role, organizationId }) => ({ role, organization: organizationId })),
    organizations: organizations.map(({ id, name, role }) => ({ id, name, role })),
    teams: teams.map(({ id, name, organizationId }) => ({ id, name, organization: organizationId })),
  };
}

export function placeRows(t: Translator, place: PlaceOfUser): readonly (readonly [string, string])[] {
  const named = new Map(place.organizations.map((one) => [one.id, namedPlace(one)]));
  const inWhich = (id: number) => named.get(id) ?? `id:${id}`;
  return [
    ...place.groups.map(({ name }) => ['group', name] as const),
    ...place.roles.map(({ role, organizationId: id }) => {
      const where = id === null ? t('cli.users.everywhere') : inWhich(id);
      return ['role', `${role}  ${where}`] as const;
    }),
    ...place.organizations.map((one) => ['organization', `${namedPlace(one)}  ${one.role}`] as const),
    ...place.teams.map(
      ({ name, organizationId }) => ['team', `${name}  ${inWhich(organizationId)}`] as const,
    ),
  ];
}

/** Several may be called alike. */
export function namedPlace({ id, name }: { readonly id: number; readonly name: string }): string {
  return `${name} (id:${id})`;
}
