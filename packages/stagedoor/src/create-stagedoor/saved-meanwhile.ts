import { SentFile } from '../core/kernel/sent-file.ts';

/** A request is over by then; the job that waits for what nobody writes comes much later. */
const FOR_MS = 60_000;
/** Well before the job that looks whether a row has it. */
const KEPT_FOR_MS = 10 * 60_000;

interface Saved {
  readonly owner: string;
  readonly file: string;
  readonly untilMs: number;
}
type OfOwner = Omit<Saved, 'untilMs'>;

const isOf = (saved: Saved, owner: string, now: Date): boolean =>
  saved.owner === owner && now.getTime() < saved.untilMs;

/** What was kept for a row that is written in a transaction, which may run again, and begin from nothing. */
export class FileKeptBefore extends SentFile {
  readonly #saved: Saved;

  constructor({ name, content, type }: SentFile, saved: OfOwner, now: Date) {
    super(name, content, type);
    this.#saved = { ...saved, untilMs: now.getTime() + KEPT_FOR_MS };
  }

  /** As its column holds it, where it was kept for that owner and not too long ago. */
  static of({ handedIn }: SentFile, owner: string, now: Date): string | undefined {
    if (!(handedIn instanceof FileKeptBefore)) return undefined;
    return isOf(handedIn.#saved, owner, now) ? handedIn.#saved.file : undefined;
  }
}

/** By what was handed in: each look reads a file of its own out of that. */
const saved = new WeakMap<SentFile, readonly Saved[]>();

/** Notes what was saved for a row that had moved on meanwhile: it is judged and written anew, and its files neither drawn nor saved again. */
export function rememberSaved({ handedIn }: SentFile, one: OfOwner, now: Date): void {
  saved.set(handedIn, [...(saved.get(handedIn) ?? []), { ...one, untilMs: now.getTime() + FOR_MS }]);
}

/** What was saved of it for that owner, once: another row gets a file of its own. */
export function takeSaved({ handedIn }: SentFile, owner: string, now: Date): string | undefined {
  const all = saved.get(handedIn) ?? [];
  const found = all.find((one) => isOf(one, owner, now));
  saved.set(
    handedIn,
    all.filter((one) => one !== found),
  );
  return found?.file;
}
