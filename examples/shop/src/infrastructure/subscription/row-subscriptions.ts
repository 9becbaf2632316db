import type { RowsOfApplication } from 'stagedoor';
import type { subscription } from '../../resources/subscription.ts';

export function rowSubscriptions(rows: RowsOfApplication<typeof subscription>) {
  return {
    /** One for each payment, however often it is told of. */
    async begin(subscriber: number, payment: number): Promise<void> {
      const begun = await rows.count({ where: { payment } });
      if (begun === 0) await rows.create({ subscriber, payment });
    },
  };
}
