import { createInterface, type Interface } from 'node:readline';
import { CommandProblem } from './command-problem.ts';

const USUAL_COLUMNS = 80;

/** The person, or the script, at the other end. */
export interface Terminal {
  /** Whether questions reach a person. Otherwise answers are lines of standard input. */
  readonly isInteractive: boolean;
  print(...lines: readonly string[]): void;
  /** For what went wrong and what deserves notice: standard error. */
  printError(...lines: readonly string[]): void;
  /** One line of text; `fallback` stands for an empty answer. */
  ask(question: string, fallback?: string): Promise<string>;
  /** One line that is not shown. */
  askPassword(question: string): Promise<string>;
  /** Yes or no; an empty answer is no. */
  confirm(question: string): Promise<boolean>;
  /** Lets go of standard input, which would keep the process alive. */
  close(): void;
}

/** The words of a question that nobody answers: Ctrl-C, or the end of the input. */
export interface TerminalTexts {
  readonly cancelled: string;
  readonly yes: string;
  readonly no: string;
}

/**
 * The terminal of this process. On a TTY questions are drawn and passwords masked; otherwise answers are read from
 * standard input, line by line, so that a script can pipe them in.
 *
 * Its questions throw CommandProblem when they are cancelled.
 */
export function createTerminal(texts: TerminalTexts): Terminal {
  const isInteractive = Boolean(process.stdin.isTTY && process.stdout.isTTY);
  surviveClosedPipes();
  if (isInteractive) assumeWidth();
  return {
    isInteractive,
    print: (...lines) => writeLines(process.stdout, lines),
    printError: (...lines) => writeLines(process.stderr, lines),
    ...(isInteractive ? questionsToPerson(texts) : questionsToInput(texts)),
  };
}

type Questions = Pick<Terminal, 'ask' | 'askPassword' | 'confirm' | 'close'>;

/** What draws the questions is loaded with the first one: a server asks none. */
function questionsToPerson(texts: TerminalTexts): Questions {
  const unlessCancelled = <Answer>(answer: Answer | symbol): Answer => {
    // The symbol of a cancelled question is the only one there is.
    if (typeof answer === 'symbol') throw new CommandProblem(texts.cancelled);
    return answer;
  };
  return {
    async ask(message, fallback = '') {
      const { text } = await import('@clack/prompts');
      const answer = await text({ message, placeholder: fallback, defaultValue: fallback });
      // Where nothing was typed there is no text at all, whatever the type says.
      return unlessCancelled<string>(answer) ?? fallback;
    },
    async askPassword(message) {
      const { password } = await import('@clack/prompts');
      return unlessCancelled<string>(await password({ message })) ?? '';
    },
    async confirm(message) {
      const { confirm } = await import('@clack/prompts');
      const words = { active: texts.yes, inactive: texts.no };
      return unlessCancelled<boolean>(await confirm({ message, ...words, initialValue: false }));
    },
    close() {},
  };
}

function questionsToInput(texts: TerminalTexts): Questions {
  const input = lineReader();
  const answer = async (question: string): Promise<string> => {
    process.stderr.write(`${question}: `);
    const line = await input.next();
    process.stderr.write('\n');
    if (line === null) throw new CommandProblem(texts.cancelled);
    return line;
  };
  return {
    ask: async (question, fallback = '') => (await answer(question)) || fallback,
    askPassword: answer,
    confirm: async (question) => /^y|^s/i.test(await answer(`${question} [y/N]`)),
    close: input.close,
  };
}

/** Lines of standard input; it is opened at the first question only, because an open one keeps the process alive. */
function lineReader(): { next(): Promise<string | null>; close(): void } {
  let reader: Interface | undefined;
  let lines: AsyncIterator<string> | undefined;
  return {
    async next() {
      reader ??= createInterface({ input: process.stdin, terminal: false });
      lines ??= reader[Symbol.asyncIterator]();
      const { value, done } = await lines.next();
      return done ? null : value;
    },
    close: () => reader?.close(),
  };
}

function writeLines(stream: NodeJS.WriteStream, lines: readonly string[]): void {
  for (const line of lines) stream.write(`${line}\n`);
}

/** A terminal that does not know its own size (a container's, a script's) would get one letter a line. */
function assumeWidth(): void {
  if (!process.stdout.columns) process.stdout.columns = USUAL_COLUMNS;
}

/** `stagedoor showmigrations | head -1` closes the pipe early; that is no fault of the command. */
function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
