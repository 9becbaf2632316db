import type { ApiRoute } from '../api-route.ts';
import { publicKeysRoute } from './public-keys-route.ts';

export const tokenRoutes: readonly ApiRoute[] = [publicKeysRoute];
