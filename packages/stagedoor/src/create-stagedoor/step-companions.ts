import type { Action } from '../infrastructure/database/migration.ts';
import { grantsFollow } from '../infrastructure/database/object-permission/grants-follow.ts';
import { renamedCodenames, renamedModel } from '../infrastructure/database/permission/renamed-model.ts';
import type { Companions } from '../infrastructure/database/resource/step-statements.ts';
import { renamedInRoles } from '../infrastructure/database/role/renamed-permission.ts';
import { renamedInScopes } from '../infrastructure/database/session/renamed-permission.ts';
import type { Operation } from '../resource/migration/operation.ts';

/** What people were given goes along where a table or a column is called otherwise: by permissions, roles, tokens and on single rows. */
export const rightsFollow: Companions = (operation, feature) => {
  const { before, after } = grantsFollow(operation);
  return { before, after: [...after, ...permissionsFollow(operation, feature)] };
};

function permissionsFollow(operation: Operation, app: string): readonly Action[] {
  if (operation.kind !== 'rename-table') return [];
  const [from, to] = [modelIn(app, operation.table), modelIn(app, operation.to)];
  if (from === null || to === null) return [];
  const model = { app, from, to };
  return [
    ...renamedModel(model),
    ...renamedCodenames(model).flatMap(({ old, now }) => [
      renamedInRoles(`${app}.${old}`, `${app}.${now}`),
      renamedInScopes(`${app}.${old}`, `${app}.${now}`),
    ]),
  ];
}

function modelIn(feature: string, table: string): string | null {
  return table.startsWith(`${feature}_`) ? table.slice(feature.length + 1) : null;
}
