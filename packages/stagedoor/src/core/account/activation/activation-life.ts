import type { Settings } from '../settings.ts';
import type { UntilActivated } from './until-activated.ts';

/** How long an activation link lives: as set, and never longer than the account that it activates. */
export function activationLife(
  { links }: Pick<Settings, 'links'>,
  { removedAt }: UntilActivated,
  now: Date,
): number {
  if (removedAt === null) return links.activationMs;
  const left = removedAt.getTime() - now.getTime();
  return Math.max(0, Math.min(links.activationMs, left));
}
