import { orAllThatIsWrong } from './all-that-is-wrong.ts';
import type { OnBehalf } from './on-behalf.ts';
import { readNewRow, type Values } from './read/read-row.ts';
import { type ReferredPorts, referredRows } from './referred-rows.ts';
import type { Resource } from './resource.ts';

/** Reads what an action is sent, as a row is read: a key that whoever sends it may not see is none, so no handler is given one. */
export function inputReader({ actions = {} }: Pick<Resource, 'actions'>, ports: ReferredPorts) {
  return async (by: OnBehalf, action: string, sent: Values): Promise<Values> => {
    const fields = actions[action]?.input ?? {};
    const referred = referredRows({ fields }, ports);
    const whatElse = (read: Values) => [() => referred.require(by, read)];
    const input = await orAllThatIsWrong(() => readNewRow({ fields }, sent), whatElse);
    await referred.require(by, input);
    return input;
  };
}
