/** Leaving a tab for a moment is no reason to ask again. */
const MOMENT_MS = 5_000;

interface Page {
  readonly visibilityState: string;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
  removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

/** Calls when somebody comes back to this tab after a while. Answers how to stop. Nothing happens on a server. */
export function onReturn(call: () => void): () => void {
  const { document } = globalThis as { document?: Page };
  if (document === undefined) return () => {};
  let leftAt = Date.now();
  const look = (): void => {
    if (document.visibilityState !== 'visible') leftAt = Date.now();
    else if (Date.now() - leftAt >= MOMENT_MS) call();
  };
  document.addEventListener('visibilitychange', look);
  return () => document.removeEventListener('visibilitychange', look);
}
