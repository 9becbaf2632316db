import type { HttpInterface } from '../http/route/http-interface.ts';
import type { Route } from '../http/route/route.ts';

/** An interface with its routes, as the server mounts it. */
export interface MountedInterface {
  readonly httpInterface: HttpInterface;
  readonly routes: readonly Route[];
}
