import { channel } from 'node:diagnostics_channel';

/** Where every statement is told of as it is sent: to nobody, unless somebody listens, and then it costs nothing. */
const statements = channel('stagedoor:statement');

export function tellStatement(text: string): void {
  if (statements.hasSubscribers) statements.publish(text);
}

/** The statements that are sent while the work is done, by whatever site of this process. */
export async function statementsDuring(work: () => Promise<unknown>): Promise<readonly string[]> {
  const seen: string[] = [];
  const see = (text: unknown) => void seen.push(String(text));
  statements.subscribe(see);
  try {
    await work();
  } finally {
    statements.unsubscribe(see);
  }
  return seen;
}
