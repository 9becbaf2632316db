import type { Door } from '../http/route/door.ts';
import type { Route } from '../http/route/route.ts';

/** A door with its routes, as the server mounts it. */
export interface MountedDoor {
  readonly door: Door;
  readonly routes: readonly Route[];
}
