/** Leaving a tab for a moment is no reason to ask again. */
const MOMENT_MS = 5_000;

interface Target<Event extends string> {
  addEventListener(type: Event, listener: () => void): void;
  removeEventListener(type: Event, listener: () => void): void;
}

interface Page extends Target<'visibilitychange'> {
  readonly visibilityState: string;
}

/**
 * Calls when somebody comes back to this tab after a while, and when the network comes back. Answers how to stop. Nothing
 * happens on a server.
 */
export function onReturn(call: () => void): () => void {
  const { document } = globalThis as { document?: Page };
  if (document === undefined) return () => {};
  const window = globalThis as unknown as Target<'online'>;
  let leftAt = Date.now();
  const look = (): void => {
    if (document.visibilityState !== 'visible') leftAt = Date.now();
    else if (Date.now() - leftAt >= MOMENT_MS) call();
  };
  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', call);
  return () => {
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', call);
  };
}
