import { meantInstead } from '../config/near-misses.ts';
import { unrated } from '../config/unrated-scopes.ts';
import { type Config, ConfigurationError } from '../config.ts';
import type { DeclaredScope } from '../http/context/http-context.ts';
import type { Route } from '../http/route/route.ts';
import { apiSectionsFrom } from './api-sections-from.ts';

type Scoped = Pick<Config, 'throttleScopes'>;

/** Rates of scopes that no route has, which may be declared elsewhere. */
export class UnknownScopes extends ConfigurationError {
  readonly scopes: readonly string[];

  constructor(scopes: readonly string[], declared: readonly string[]) {
    super(
      scopes.map(
        (scope) =>
          `THROTTLE_SCOPES names ${scope}, and no route of this site declares that scope${meantInstead(scope, declared, ':')}`,
      ),
    );
    this.scopes = scopes;
  }
}

/** @throws UnknownScopes for a rate of a scope that no route has, of ours or the site's own: it would hold nowhere */
export function refuseScopes(config: Scoped, declared: readonly DeclaredScope[]): void {
  const names = new Set(declared.map(({ scope }) => scope));
  const unknown = unknownScopes(config, names);
  if (unknown.length > 0) throw new UnknownScopes(unknown, [...names].sort());
}

/**
 * Our own routes are under a scope only where the site wants that; whoever writes a `throttle` does.
 *
 * @throws ConfigurationError for a route of the site under a scope without a rate: nothing would limit it, and nobody be told
 */
export function refuseUnrated(config: Config, declared: readonly DeclaredScope[]): void {
  const ours = new Set(ourRoutes(config).map(({ method, path }) => `${method} ${path}`));
  const rated = new Set(config.throttleScopes.map(({ scope }) => scope));
  const problems = declared
    .filter(({ scope, route }) => !rated.has(scope) && !ours.has(route))
    .map(({ scope, route }) => unrated(scope, `the route ${route} declares`));
  if (problems.length > 0) throw new ConfigurationError([...new Set(problems)]);
}

/** The same before anything is served, when only our own routes are known: a sentence for each, and no refusal. */
export function scopesOfNobody(config: Config): readonly string[] {
  const ours = new Set(ourRoutes(config).flatMap(({ throttle }) => throttle ?? []));
  return unknownScopes(config, ours).map(
    (scope) =>
      `THROTTLE_SCOPES names ${scope}, and no route of Stagedoor declares that scope${meantInstead(scope, [...ours].sort(), ':')} A server without a route of your own that declares it does not start.`,
  );
}

function ourRoutes(config: Config): readonly Route[] {
  return apiSectionsFrom(config).flatMap((section) => section.routes);
}

function unknownScopes({ throttleScopes }: Scoped, known: ReadonlySet<string>): readonly string[] {
  return throttleScopes.map(({ scope }) => scope).filter((scope) => !known.has(scope));
}
