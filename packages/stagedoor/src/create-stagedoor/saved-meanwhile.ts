import type { SentFile } from '../core/kernel/sent-file.ts';

/** A request is over by then; the job that waits for what nobody writes comes much later. */
const FOR_MS = 60_000;

interface Saved {
  readonly owner: string;
  readonly file: string;
  readonly untilMs: number;
}

/** By what is in it: each look reads a file of its own out of what was sent. */
const saved = new WeakMap<SentFile['content'], readonly Saved[]>();

/** Notes what was saved for a row that had moved on meanwhile: it is judged and written anew, and its files neither drawn nor saved again. */
export function rememberSaved(
  { content }: SentFile,
  { owner, file }: Omit<Saved, 'untilMs'>,
  now: Date,
): void {
  saved.set(content, [...(saved.get(content) ?? []), { owner, file, untilMs: now.getTime() + FOR_MS }]);
}

/** Well before the job that looks whether a row has it. */
const KEPT_FOR_MS = 10 * 60_000;

const kept = new WeakMap<SentFile['content'], readonly Saved[]>();

/** Notes what was kept for a row that is written in a transaction, which may run again, and begin from nothing. */
export function rememberKept(
  { content }: SentFile,
  { owner, file }: Omit<Saved, 'untilMs'>,
  now: Date,
): void {
  const one = { owner, file, untilMs: now.getTime() + KEPT_FOR_MS };
  kept.set(content, [one, ...(kept.get(content) ?? [])]);
}

/** What was kept of it for that owner, last. */
export function keptFor({ content }: SentFile, owner: string, now: Date): string | undefined {
  return kept.get(content)?.find((one) => one.owner === owner && now.getTime() < one.untilMs)?.file;
}

/** What was saved of it for that owner, once: another row gets a file of its own. */
export function takeSaved({ content }: SentFile, owner: string, now: Date): string | undefined {
  const all = saved.get(content) ?? [];
  const found = all.find((one) => one.owner === owner && now.getTime() < one.untilMs);
  saved.set(
    content,
    all.filter((one) => one !== found),
  );
  return found?.file;
}
