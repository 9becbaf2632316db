import type { RowsOfUsers } from '../../kernel/feature-records.ts';
import type { Dependencies } from '../dependencies.ts';

/** What becomes of rows of whoever deletes their account and says nothing of them; a site may keep none that are anybody's. */
export async function rowsOfUsers(
  { featureRecords }: Pick<Dependencies, 'featureRecords'>,
  _: object,
): Promise<RowsOfUsers> {
  return featureRecords.rowsOfUsers;
}
