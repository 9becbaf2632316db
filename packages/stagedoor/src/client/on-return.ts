/** Leaving a tab for a moment is no reason to ask again. */
const MOMENT_MS = 5_000;

interface Target<Type extends string> {
  addEventListener(type: Type, listener: (event: Happened) => void): void;
  removeEventListener(type: Type, listener: (event: Happened) => void): void;
}

interface Happened {
  /** Of `pageshow`: whether the page was put aside, with all its scripts knew. */
  readonly persisted?: boolean;
}

interface Page extends Target<'visibilitychange'> {
  readonly visibilityState: string;
}

/**
 * Calls when somebody comes back to this tab after a while, or by the browser's way back to a page that it had put aside as it
 * was, and when the network comes back. Answers how to stop. Nothing happens on a server.
 */
export function onReturn(call: () => void): () => void {
  const { document } = globalThis as { document?: Page };
  if (document === undefined) return () => {};
  const window = globalThis as unknown as Target<'online' | 'pageshow'>;
  let hiddenAt = Date.now();
  const look = (): void => {
    if (document.visibilityState !== 'visible') hiddenAt = Date.now();
    else if (Date.now() - hiddenAt >= MOMENT_MS) call();
  };
  const lookAgain = ({ persisted }: Happened): void => {
    if (persisted) call();
  };
  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', call);
  window.addEventListener('pageshow', lookAgain);
  return () => {
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', call);
    window.removeEventListener('pageshow', lookAgain);
  };
}
