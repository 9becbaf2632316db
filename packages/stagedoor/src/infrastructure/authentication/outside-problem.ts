import { PlainError } from '../../core/kernel/plain-error.ts';

/** Why an outside system could not be asked, in words for the log. Never holds what a visitor typed. */
export class OutsideProblem extends PlainError {
  /** Whether it cost time: no answer at all, as against a useless one. */
  readonly isSilence: boolean;
  /** What programs know it by: a code of the network, of TLS, or of ours; none where nobody asks for one. */
  readonly code: string | undefined;

  constructor(reason: string, { isSilence = false, code }: { isSilence?: boolean; code?: string } = {}) {
    super(reason);
    this.name = 'OutsideProblem';
    this.isSilence = isSilence;
    this.code = code;
  }
}

/** A failure of the network or of TLS by its code; the messages of libraries may quote what was sent. */
export function describeFailure(error: unknown): OutsideProblem {
  if (error instanceof OutsideProblem) return error;
  const { code, name } = error as { code?: unknown; name?: unknown };
  const known = typeof code === 'string' ? code : String(name ?? 'unknown failure');
  return new OutsideProblem(known, { isSilence: true, code: known });
}
