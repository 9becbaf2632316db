import { openTestSite, type TestSite } from 'stagedoor/testing';
import { describe, expect, test } from 'vitest';
import { pluralOf } from '../../src/resource/resource.ts';
import { databases } from '../support/databases.ts';

/** How many statements each list takes, with one row of each and with twenty. */
const accountCosts = {
  '/api/users/': 1,
  '/api/groups/': 1,
  '/api/permissions/': 2,
  '/api/roles/': 1,
  '/api/roleassignments/': 1,
  '/api/organizations/': 2,
};

describe.each(databases)('statements on $database', ({ open }) => {
  const opened = async (
    given: Parameters<typeof openTestSite>[0],
    work: (site: TestSite) => Promise<void>,
  ) => {
    const { env, drop } = await open();
    const site = await openTestSite({ ...given, env: { ...env, ORGANIZATIONS: 'managed' } });
    await work(site).finally(() => site.close());
    await drop();
  };

  test('are as many for each resource of accounts', async () => {
    await opened({}, async (site) => {
      const { stagedoor, createUser, signInAs, statementsOf, app } = site;
      const { headers } = await signInAs(await createUser({ isSuperuser: true, isStaff: true }), 'api-token');
      const by = 'operator';
      const addOne = async (number: number) => {
        const { useCases } = stagedoor;
        const { id: userId } = await createUser({
          groups: [`Group ${number}`, 'All'],
          permissions: ['auth.view_user'],
        });
        const { id: roleId } = await useCases.role.create({
          by,
          name: `role${number}`,
          label: 'x',
          permissions: ['auth.view_user'],
        });
        const { id: organizationId } = await useCases.organization.create({
          by,
          name: `Firm ${number}`,
          ownerId: userId,
        });
        // As many in all as a page has: beyond it their number is a statement of its own.
        if (number % 2 === 0) await useCases.role.assign({ by, roleId, userId });
        else await useCases.organization.assignRole({ by, roleId, userId, organizationId });
      };
      const costs = async () => {
        const counted: Record<string, number> = {};
        for (const { resource } of [...stagedoor.accountResources, stagedoor.organizations]) {
          const url = `/api/${pluralOf(resource)}/`;
          const tries: number[] = [];
          for (let attempt = 0; attempt < 3; attempt += 1) {
            const statements = await statementsOf(async () => {
              const { statusCode, body } = await app.inject({ url, headers });
              expect([url, statusCode, body.slice(0, 80)]).toEqual([url, 200, expect.any(String)]);
            });
            tries.push(statements.filter((text) => !/stagedoor_(session|visit)/.test(text)).length);
          }
          counted[url] = Math.min(...tries);
        }
        return counted;
      };
      await addOne(1);
      const one = await costs();
      for (let number = 2; number <= 20; number += 1) await addOne(number);
      expect(await costs()).toEqual(one);
      expect(one).toEqual(accountCosts);
    });
  });
});
