import type { ApiRoute } from '../api-route.ts';
import { type DjRestAuth, djRestAuthRoutes } from './dj-rest-auth/dj-rest-auth.ts';
import { type Djoser, djoserRoutes } from './djoser/djoser.ts';

/** Which front ends of Django packages the site serves beside its own API; null for those it does not. */
export interface FrontEnds {
  readonly djRestAuth: DjRestAuth | null;
  readonly djoser: Djoser | null;
}

/** Their endpoints, as the OpenAPI document groups them; a package that is not served has no group. */
export function frontEndSections({ djRestAuth, djoser }: FrontEnds) {
  return [
    ...(djRestAuth === null ? [] : [section('dj-rest-auth', djRestAuthRoutes(djRestAuth))]),
    ...(djoser === null ? [] : [section('djoser', djoserRoutes(djoser))]),
  ];
}

function section(tag: string, routes: readonly ApiRoute[]) {
  return { tag, routes };
}
