import type { Dependencies } from '../dependencies.ts';

/** Whether whoever deletes an account has rows to decide about: a site may keep none that are anybody's. */
export async function mayLeaveRows(
  { featureRecords }: Pick<Dependencies, 'featureRecords'>,
  _: object,
): Promise<boolean> {
  return featureRecords.hasRowsOfUsers;
}
