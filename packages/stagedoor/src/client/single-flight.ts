/** Lets one run of a task serve everybody who asks for it while it is under way; it goes by the words of the first. */
export function singleFlight<Input, Value>(
  task: (input: Input) => Promise<Value>,
): (input: Input) => Promise<Value> {
  let underWay: Promise<Value> | null = null;
  return (input) => {
    underWay ??= task(input).finally(() => {
      underWay = null;
    });
    return underWay;
  };
}

/** What one tab writes, in `localStorage` or a cookie, others read a moment later: so long the next one waits. */
const REACHES_OTHER_TABS_MS = 100;

/** Lets the tabs of a browser do something one after the other, where it has locks. Elsewhere each process is alone. */
export function oneTabAtATime<Input, Value>(
  name: string,
  task: (input: Input) => Promise<Value>,
): (input: Input) => Promise<Value> {
  const { document, navigator } = globalThis as { document?: unknown; navigator?: { locks?: Locks } };
  const locks = document === undefined ? undefined : navigator?.locks;
  if (locks === undefined) return task;
  return (input) =>
    new Promise((resolve, reject) => {
      let hasStarted = false;
      const start = (): Promise<void> => {
        hasStarted = true;
        return task(input).then(resolve, reject);
      };
      const inTurn = async (): Promise<void> => {
        await start();
        await new Promise((proceed) => setTimeout(proceed, REACHES_OTHER_TABS_MS));
      };
      // A lock that is forbidden, or taken away, keeps nothing from being done: then this tab is alone.
      const alone = (): void => {
        if (!hasStarted) void start();
      };
      locks.request(name, inTurn).catch(alone);
    });
}

interface Locks {
  request(name: string, task: () => Promise<void>): Promise<void>;
}
