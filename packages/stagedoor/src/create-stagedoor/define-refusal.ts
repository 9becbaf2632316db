import {
  AccountsError,
  type FeatureRefusalStatus,
  type FieldProblem,
  featureRefusalStatuses,
} from '../core/kernel/errors.ts';
import type { LanguageTag } from '../core/kernel/language-tag.ts';
import { checkRecord, holding, RecordProblem, required } from '../core/kernel/record-shape.ts';
import type { SiteText, Words } from '../texts/translator.ts';
import type { FeatureTexts } from './define-texts.ts';
import { fullName, shortOwnName } from './full-name.ts';
import { wordedProblems, wordsUnder } from './worded.ts';

type Params = NonNullable<FieldProblem['params']>;

/** A kind of refusal that a feature has of its own. */
export interface RefusalKind<Given extends Params = Params> {
  /** Within the feature: clients read `guestbook.repeated`. */
  readonly name: string;
  readonly status: FeatureRefusalStatus;
  /** What people read, out of the feature's texts; `Given` is filled in. */
  describedAs(words: SiteText): DescribedRefusal;
  /** For types alone: what must be given to refuse. */
  readonly given?: Given;
}

export interface DescribedRefusal {
  readonly name: string;
  readonly status: FeatureRefusalStatus;
  readonly words: SiteText;
}

/** Makes the error of a refusal of the feature's own: `throw refuse(repeated, {})`. */
export type Refuse = <Given extends Params>(kind: RefusalKind<Given>, params: Given) => AccountsError;

const NAME = shortOwnName('book-closed');
const STATUS = required(
  holding(`one of ${featureRefusalStatuses.join(', ')}`, (value) =>
    featureRefusalStatuses.some((status) => status === value),
  ),
);

/**
 * Names a kind of refusal, and how HTTP answers it: 400 for what is wrong in itself, 403 for who may not, 404 and 410 for what is
 * not there, 409 for what does not fit how things stand, 422 for what is well-formed and makes no sense. Where a wait helps, refuse
 * with `throttled` of ours.
 *
 * @throws RecordProblem
 * @example
 * export const repeated = defineRefusal('repeated', 409);
 * defineFeature({ …, refusals: [repeated.saidAs(guestBookTexts.keys.repeated)] });
 */
export function defineRefusal<Given extends Params = Record<never, never>>(
  name: string,
  status: FeatureRefusalStatus,
): RefusalKind<Given> {
  checkRecord('A refusal', { name, status }, { name: NAME, status: STATUS });
  return { name, status, describedAs: (words) => ({ name, status, words }) };
}

interface Refusing {
  readonly name: string;
  readonly texts?: FeatureTexts;
  readonly refusals?: readonly DescribedRefusal[];
}

/** What is wrong with the refusals that a feature declares, in halves of sentences. */
export function refusalProblems({ texts, refusals = [] }: Refusing): string[] {
  return wordedProblems({ texts }, refusals, {
    field: 'refusals',
    kind: 'refusal',
    mustBe: 'one of defineRefusal, with its words',
    isMade: ({ name, status }) =>
      NAME.problems(name, '').length === 0 && STATUS.problems(status, '').length === 0,
  });
}

/** Refuses with what the record names, and with nothing else. */
export function refuseAs({ name: feature, refusals = [] }: Refusing): Refuse {
  return ({ name, status }, params) => {
    if (!refusals.some((one) => one.name === name && one.status === status))
      throw new RecordProblem(`The feature ${feature}`, [`its refusal ${name} is missing in refusals`]);
    return new AccountsError({ code: fullName(feature, name), status, params });
  };
}

/** The words of these refusals under the keys that the interfaces look for: `refusal.` and the code. */
export function refusalWordsOf(features: readonly Refusing[], language: LanguageTag): Words {
  return wordsUnder('refusal', features, { language, listOf: ({ refusals = [] }) => refusals });
}
