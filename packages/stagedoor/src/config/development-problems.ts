import { isLoopbackHost } from '../core/kernel/this-machine.ts';

/** What of the configuration says who can reach the site. */
interface Reach {
  readonly host: string;
  readonly publicUrl: URL;
}

/** Whether the site is listened for and asked for on this machine alone. */
export function staysOnThisMachine({ host, publicUrl }: Reach): boolean {
  return isLoopbackHost(host) && isLoopbackHost(publicUrl.hostname);
}

/** Whether nobody but who sits at this machine reaches the site, and develops it: that one may read what others may not. */
export function isForItsDeveloper(site: Reach & { readonly nodeEnv: string }): boolean {
  return site.nodeEnv === 'development' && staysOnThisMachine(site);
}

/**
 * Development is the mode where nothing is said, and it makes a lot easy: secrets of its own, e-mails for anybody to read, a first
 * administrator. A site that others can reach says what it is.
 */
export function unsaidModeProblems({ host, publicUrl }: Reach): string[] {
  const reasons = [
    ...(isLoopbackHost(host) ? [] : [`HOST is ${host}`]),
    ...(isLoopbackHost(publicUrl.hostname) ? [] : [`PUBLIC_URL is ${publicUrl.origin}`]),
  ];
  if (reasons.length === 0) return [];
  return [
    `NODE_ENV is not set, and ${reasons.join(' and ')}: others can reach this site. Set NODE_ENV=production, or NODE_ENV=development if that is what it is for.`,
  ];
}
