/**
 * A failure in a few words for the job's row: kind and codes, never its message, which may quote an address or a link.
 *
 * @example 'Error EENVELOPE 550'
 */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return 'no error object';
  const { code, responseCode } = error as Error & { code?: unknown; responseCode?: unknown };
  return [error.name, code, responseCode]
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ')
    .slice(0, 200);
}
