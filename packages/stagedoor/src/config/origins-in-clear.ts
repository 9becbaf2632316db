/** Where the site itself is https, another origin of plain http is the hole beside it. */
export function originsInClear(setting: string, origins: readonly string[], isHttps: boolean): string[] {
  return origins
    .filter((origin) => isHttps && origin.startsWith('http:'))
    .map((origin) => `${setting}: ${origin} is anybody’s on the way to it.`);
}
