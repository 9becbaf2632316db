import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { ExtraFields } from '../core/user/extra-field.ts';
import { ACCOUNT_NOTICES, noticeFieldOf } from '../core/user/notices.ts';
import type { FeatureCore } from './feature.ts';

/** @throws RecordProblem for an e-mail that people may leave out, on a site where they have no way to */
export function checkNotices(features: readonly FeatureCore[], extraFields: ExtraFields): void {
  for (const { name, mails = [] } of features) {
    const unsteered = mails.flatMap(({ name: mail, notice }) =>
      notice === undefined || notice === ACCOUNT_NOTICES || noticeFieldOf(extraFields, notice) !== null
        ? []
        : [
            `its e-mail ${mail} is a notice of the kind ${notice}, and no extra field of users says notices: '${notice}'`,
          ],
    );
    if (unsteered.length > 0) throw new RecordProblem(`The feature ${name}`, unsteered);
  }
}
