const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];
const PARENT_LOOKED_AT_EVERY_MS = 500;
/** Read when the process starts: whoever starts it may end before it is ready to be told so. */
const PARENT = process.ppid;

/**
 * Waits until the process is asked to end: by the first SIGINT or SIGTERM, or by the end of the npm or npx that started it,
 * which pass no SIGTERM on. A second signal ends the process at once, as signals do by default. Ask before you say that the
 * process is ready: a signal that comes earlier ends it at once.
 *
 * @example
 * const stopSignal = untilStopSignal();
 * const worker = startWorker(stagedoor);
 * console.log('The worker is running.');
 * await stopSignal;
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
  const look = (): void => {
    if (process.ppid !== PARENT) onGone();
  };
  return setInterval(look, PARENT_LOOKED_AT_EVERY_MS).unref();
}
