import type { ApiRoute } from './api-route.ts';

/** Routes that belong together, under the tag that the OpenAPI document gives them. */
export interface ApiSection {
  readonly tag: string;
  readonly routes: readonly ApiRoute[];
}
