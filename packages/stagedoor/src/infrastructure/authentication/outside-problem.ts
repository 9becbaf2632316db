import { PlainError } from '../../core/kernel/plain-error.ts';

/** Why an outside system could not be asked, in words for the log. Never holds what a visitor typed. */
export class OutsideProblem extends PlainError {
  /** Whether it cost time: no answer at all, as against a useless one. */
  readonly isSilence: boolean;

  constructor(reason: string, { isSilence = false }: { isSilence?: boolean } = {}) {
    super(reason);
    this.name = 'OutsideProblem';
    this.isSilence = isSilence;
  }
}

/** A failure of the network or of TLS by its code; the messages of libraries may quote what was sent. */
export function describeFailure(error: unknown): OutsideProblem {
  if (error instanceof OutsideProblem) return error;
  const { code, name } = error as { code?: unknown; name?: unknown };
  return new OutsideProblem(typeof code === 'string' ? code : String(name ?? 'unknown failure'), {
    isSilence: true,
  });
}
