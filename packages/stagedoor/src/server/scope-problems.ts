import { meantInstead } from '../config/near-misses.ts';
import { type Config, ConfigurationError } from '../config.ts';
import { apiSectionsFrom } from './api-sections-from.ts';

type Scoped = Pick<Config, 'throttleScopes'>;

/** @throws ConfigurationError for a rate of a scope that no route has, of ours or the site's own: it would hold nowhere */
export function refuseScopes(config: Scoped, declared: ReadonlySet<string>): void {
  const problems = unknownScopes(config, declared).map(
    (scope) =>
      `THROTTLE_SCOPES names ${scope}, and no route of this site declares that scope${meantInstead(scope, [...declared].sort(), ':')}`,
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
}

/** The same before anything is served, when only our own routes are known: a sentence for each, and no refusal. */
export function scopesOfNobody(config: Config): readonly string[] {
  const routes = apiSectionsFrom(config).flatMap((section) => section.routes);
  const ours = new Set(routes.flatMap(({ throttle }) => throttle ?? []));
  return unknownScopes(config, ours).map(
    (scope) =>
      `THROTTLE_SCOPES names ${scope}, and no route of Stagedoor declares that scope${meantInstead(scope, [...ours].sort(), ':')} A server without a route of your own that declares it does not start.`,
  );
}

function unknownScopes({ throttleScopes }: Scoped, known: ReadonlySet<string>): readonly string[] {
  return throttleScopes.map(({ scope }) => scope).filter((scope) => !known.has(scope));
}
