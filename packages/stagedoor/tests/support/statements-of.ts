import Database from 'better-sqlite3';

/** Every statement that any connection to SQLite of this process runs, while `work` does: begin and commit among them. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const probe = new Database(':memory:');
  const prototype = Object.getPrototypeOf(probe.prepare('select 1')) as Record<'run' | 'all', () => unknown>;
  const { run, all } = prototype;
  const seen: string[] = [];
  const watch = (method: () => unknown) =>
    function watched(this: { readonly source: string }, ...values: []) {
      seen.push(this.source);
      return method.apply(this, values);
    };
  Object.assign(prototype, { run: watch(run), all: watch(all) });
  try {
    await work();
  } finally {
    Object.assign(prototype, { run, all });
    probe.close();
  }
  return seen;
}
