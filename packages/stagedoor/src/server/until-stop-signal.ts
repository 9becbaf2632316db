const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];
const PARENT_LOOKED_AT_EVERY_MS = 500;

/**
 * Waits until the process is asked to end: by the first SIGINT or SIGTERM, or by the end of the npm or npx that started it,
 * which pass no SIGTERM on. A second signal ends the process at once, as signals do by default.
 *
 * @example
 * const worker = startWorker(stagedoor);
 * await untilStopSignal();
 * await worker.stop();
 */
export function untilStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      for (const signal of SIGNALS) process.off(signal, stop);
      clearInterval(watch);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
    const watch = watchNpm(stop);
  });
}

/** A process whose parent ends gets another one. */
function watchNpm(onGone: () => void): NodeJS.Timeout | undefined {
  if (process.env.npm_command === undefined) return undefined;
  const parent = process.ppid;
  const look = (): void => {
    if (process.ppid !== parent) onGone();
  };
  return setInterval(look, PARENT_LOOKED_AT_EVERY_MS).unref();
}
