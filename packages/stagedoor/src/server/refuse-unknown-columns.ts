import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { Policy } from '../core/policy/policy.ts';
import { knownTables } from '../create-stagedoor/check-all-features.ts';
import { ownColumnsIn } from '../create-stagedoor/own-row-problems.ts';
import { policiesOf } from '../create-stagedoor/policies-of.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { Route } from '../http/route/route.ts';

/** A policy, and whose it is. */
type Named = readonly [of: string, policy: Policy];

/**
 * Looks for the tables that a feature makes in words of its own, or that others made, where they are: in the database. Those of resources are known
 * by their declaration before. Nothing is said while steps wait to be taken, since they may bring what is missing.
 *
 * @throws RecordProblem for a policy that looks for somebody's own rows where there is no such table or column: it would be a fault with each request
 */
export async function refuseUnknownColumns(
  {
    openedFeatures,
    migrations,
    columnsOfTable,
  }: Pick<Stagedoor, 'openedFeatures' | 'migrations' | 'columnsOfTable'>,
  routes: readonly Route[],
): Promise<void> {
  const { tables } = knownTables(openedFeatures.map(({ feature }) => feature));
  const asked = [...openedFeatures.flatMap(policiesOfResources), ...policiesOfRoutes(routes)].flatMap(
    ([of, policy]) =>
      ownColumnsIn(policy)
        .filter(({ table }) => !Object.hasOwn(tables, table))
        .map((one) => ({ ...one, of })),
  );
  if (asked.length === 0 || (await migrations.list()).some(({ appliedAt }) => appliedAt === null)) return;
  for (const table of new Set(asked.map((one) => one.table))) {
    const known = await columnsOfTable(table);
    const missing = asked.find((one) => one.table === table && !known?.has(one.column));
    if (missing === undefined) continue;
    const { of, column } = missing;
    const what =
      known === null ? `${table} is no table of this database` : `${table} has no column ${column}`;
    throw new RecordProblem(of, [`policy: ${what}`]);
  }
}

function policiesOfResources({ resources }: Stagedoor['openedFeatures'][number]): readonly Named[] {
  return resources.flatMap(({ resource }) =>
    policiesOf(resource).map(([part, policy]): Named => [`The resource ${resource.name}, ${part}`, policy]),
  );
}

function policiesOfRoutes(routes: readonly Route[]): readonly Named[] {
  return routes.flatMap(({ name, policy }): readonly Named[] =>
    policy === undefined ? [] : [[`The route ${name}`, policy]],
  );
}
