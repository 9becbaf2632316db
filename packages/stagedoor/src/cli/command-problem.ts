/** How a command ends, as the shell sees it. */
export const exitCodes = { done: 0, refused: 1, wrongUsage: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A person's mistake, or something only a person can mend: printed as it is, without a stack trace. */
export class CommandProblem extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.refused, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandProblem';
    this.exitCode = exitCode;
  }
}
