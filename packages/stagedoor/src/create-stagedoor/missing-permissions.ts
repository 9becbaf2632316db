import { ownModels } from '../infrastructure/database/own-migrations.ts';
import { codenamesOf, type Keeping } from './feature-models.ts';

/**
 * Which of these permissions nobody could be given: those under the name of a feature that has none of that name, and under a label of accounts those
 * that are called as a model's own are and are no model's. Anything else may have come with a database of Django's.
 */
export function missingPermissions(
  permissions: readonly string[],
  features: readonly Keeping[],
): readonly string[] {
  return permissions.filter((permission) => {
    const [app = '', codename = ''] = permission.split('.', 2);
    const owner = features.find(({ name }) => name === app);
    if (owner !== undefined) return !codenamesOf(owner).includes(codename);
    return OF_A_MODEL.test(codename) && ofAccounts.get(app)?.includes(codename) === false;
  });
}

const OF_A_MODEL = /^(?:add|change|delete|view)_/;

/** Codenames by their label. */
const ofAccounts: ReadonlyMap<string, readonly string[]> = new Map(
  ownModels.map(({ app }) => [
    app,
    ownModels
      .filter((model) => model.app === app)
      .flatMap((model) => model.permissions.map(({ codename }) => codename)),
  ]),
);
