export interface Ticker {
  start(): void;
  /** Waits for the round that is running. */
  stop(): Promise<void>;
}

/**
 * Does `work` each `everyMs`, never two at once. For what is cheap and idempotent, and would be a waste as a job: a
 * failure is told once and not again until it changes or goes away.
 */
export function createTicker(options: {
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
  readonly onFault?: (error: unknown) => void;
}): Ticker {
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> | null = null;
  let lastFault: string | null = null;

  const tick = async (): Promise<void> => {
    try {
      await options.work();
      lastFault = null;
    } catch (error) {
      if (String(error) !== lastFault) options.onFault?.(error);
      lastFault = String(error);
    } finally {
      round = null;
    }
  };

  return {
    start() {
      timer ??= setInterval(() => {
        round ??= tick();
      }, options.everyMs).unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      timer = null;
      await round;
    },
  };
}
