import { checkRecord, required, textLike } from '../core/kernel/record-shape.ts';
import type { SiteText } from '../texts/translator.ts';
import type { FeatureTexts } from './define-texts.ts';
import { FEATURE_NAME } from './full-name.ts';
import { wordedProblems } from './worded.ts';

/** A permission of a feature, as Django names one: the feature's name is its app label. */
export interface PermissionKind<Feature extends string = string, Codename extends string = string> {
  readonly feature: Feature;
  readonly codename: Codename;
  /** What routes, guards and `useCases.access.isAllowed` ask for: `guestbook.delete_entry`. */
  readonly permission: `${Feature}.${Codename}`;
  /** What it lets somebody do, out of the feature's texts: staff read it where they give it. */
  describedAs(words: SiteText): DescribedPermission<Feature>;
}

export interface DescribedPermission<Feature extends string = string> {
  readonly feature: Feature;
  /** The codename. */
  readonly name: string;
  readonly words: SiteText;
}

const FEATURE = required(textLike('the name of the feature', FEATURE_NAME));
const CODENAME = required(
  textLike('a codename in lower case, such as delete_entry', /^[a-z][a-z0-9_]{0,99}$/),
);

/**
 * Names a permission. The record of the feature lists it with what staff read of it; `migrate` makes its row, so that it can be given to
 * groups and people from then on.
 *
 * @throws RecordProblem
 * @example
 * export const deleteEntry = definePermission('guestbook', 'delete_entry');
 * defineFeature({ …, permissions: [deleteEntry.describedAs(guestBookTexts.keys.mayDelete)] });
 * defineApiRoute({ …, access: 'authenticated', needs: { permission: deleteEntry.permission } });
 */
export function definePermission<const Feature extends string, const Codename extends string>(
  feature: Feature,
  codename: Codename,
): PermissionKind<Feature, Codename> {
  checkRecord('A permission', { feature, codename }, { feature: FEATURE, codename: CODENAME });
  return {
    feature,
    codename,
    permission: `${feature}.${codename}`,
    describedAs: (words) => ({ feature, name: codename, words }),
  };
}

interface Permitting {
  readonly name: string;
  readonly texts?: FeatureTexts;
  readonly permissions?: readonly DescribedPermission[];
}

/** What is wrong with the permissions that a feature declares, in halves of sentences. */
export function permissionProblems({ name: own, texts, permissions = [] }: Permitting): string[] {
  return wordedProblems({ texts }, permissions, {
    field: 'permissions',
    kind: 'permission',
    mustBe: `one of definePermission('${own}', …), with its words`,
    isMade: ({ feature, name }) => feature === own && CODENAME.problems(name, '').length === 0,
  });
}
