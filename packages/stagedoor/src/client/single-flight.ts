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

/** Lets the tabs of a browser do something one after the other, where it has locks. Elsewhere each process is alone. */
export function oneTabAtATime<Input, Value>(
  name: string,
  task: (input: Input) => Promise<Value>,
): (input: Input) => Promise<Value> {
  const { document, navigator } = globalThis as { document?: unknown; navigator?: { locks?: Locks } };
  const locks = document === undefined ? undefined : navigator?.locks;
  return locks === undefined ? task : (input) => locks.request(name, () => task(input));
}

interface Locks {
  request<Value>(name: string, task: () => Promise<Value>): Promise<Value>;
}
