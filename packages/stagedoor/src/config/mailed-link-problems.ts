import type { Config } from './complete-config.ts';

/** Where an e-mail leads, and a secret with it: over https, or on this machine, and only ever to the place that is written here. */
export function mailedLinkProblems(
  name: string,
  template: string | null,
  { publicUrl, isHttps }: Config,
): string[] {
  if (template === null) return [];
  const url = URL.canParse(template, publicUrl.href) ? new URL(template, publicUrl) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || /^\/\//.test(template)) {
    return [`${name} must be a path of this site or an absolute URL; it is "${template}".`];
  }
  if (!template.includes('{uid}') || !template.includes('{token}')) {
    return [`${name} must have {uid} and {token} in it.`];
  }
  return isHttps && url.protocol !== 'https:' ? [`${name} must start with https:// like PUBLIC_URL.`] : [];
}
