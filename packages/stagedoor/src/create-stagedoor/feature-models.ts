import { anyText, holding, problemsOf, required, textLike } from '../core/kernel/record-shape.ts';
import { repeated } from '../core/kernel/repeated.ts';
import {
  defaultCodenames,
  type Model,
  type ModelPermission,
  modelOf,
} from '../infrastructure/database/model.ts';
import type { Resource } from '../resource/resource.ts';
import type { SiteText } from '../texts/translator.ts';
import { type DescribedPermission, permissionProblems } from './define-permission.ts';
import { type FeatureTexts, haveWords } from './define-texts.ts';

/**
 * Something that a feature keeps. `migrate` makes a content type of it, and the permissions to add, change, delete and view one, which
 * are called as Django calls them: of `order` in the feature `shop` `shop.add_order` "Can add order", and so on.
 */
export interface FeatureModel<Feature extends string = string> {
  /** In lower case, as Django's class names are there: `order`. */
  readonly name: string;
  /** What people call one of it, out of the feature's texts: "order". */
  readonly label: SiteText;
  /** What people may be allowed to do with one beside that: `approve_order`. */
  readonly permissions?: readonly DescribedPermission<Feature>[];
}

export interface Keeping {
  readonly name: string;
  readonly texts?: FeatureTexts;
  readonly permissions?: readonly DescribedPermission[];
  readonly models?: readonly FeatureModel[];
  readonly resources?: readonly Resource[];
}

const modelShape = {
  // With `change_` before it a codename must have room in its column.
  name: required(textLike('a word in lower case, such as order', /^[a-z][a-z0-9_]{0,92}$/)),
  label: required(anyText),
  permissions: holding('a list', Array.isArray),
};

/** What is wrong with the models and permissions that a feature declares, in halves of sentences. */
export function modelProblems(feature: Keeping): readonly string[] {
  const { texts, models = [], permissions = [], resources = [] } = feature;
  const ofModels = models.flatMap((model, index) => problemsOf(model, modelShape, `models[${index}]`));
  if (ofModels.length > 0) return ofModels;
  const own = models.flatMap((model) => model.permissions ?? []);
  const wrong = permissionProblems({ ...feature, permissions: [...permissions, ...own] });
  if (wrong.length > 0) return wrong;
  const names = codenamesOf(feature);
  return [
    ...models.flatMap(({ name, label }) =>
      haveWords(texts, label) ? [] : [`its model ${name} needs a label out of its texts`],
    ),
    ...repeated([...models, ...resources].map(({ name }) => name)).map(
      (name) => `its model ${name} is there twice`,
    ),
    ...repeated(names).map((name) => `its permission ${name} is there twice`),
  ];
}

/** Every permission of a feature by its codename, those of its models among them. */
export function codenamesOf({ permissions = [], models = [], resources = [] }: Keeping): readonly string[] {
  const ofModels = models.flatMap(({ name, permissions: own = [] }) => [
    ...defaultCodenames(name),
    ...own.map((permission) => permission.name),
  ]);
  const ofResources = resources.flatMap(({ name, permissions: own = {} }) => [
    ...defaultCodenames(name),
    ...Object.keys(own),
  ]);
  return [...permissions.map(({ name }) => name), ...ofModels, ...ofResources];
}

/** The name of the content type that a permission hangs on: its model's, or the feature's where it hangs on none. */
export function contentTypeOf({ name, models = [], resources = [] }: Keeping, codename: string): string {
  const owner =
    models.find((model) => codenamesOf({ name, models: [model] }).includes(codename)) ??
    resources.find((resource) => codenamesOf({ name, resources: [resource] }).includes(codename));
  return owner?.name ?? name;
}

/** What `migrate` makes rows of: labels are in English, as Django's are. */
export function modelsOf(features: readonly Keeping[]): readonly Model[] {
  return features.flatMap((feature) => {
    const { name: app, permissions = [], models = [], resources = [] } = feature;
    const labelled = (permission: DescribedPermission): ModelPermission => ({
      codename: permission.name,
      label: inEnglish(feature, permission.words) ?? permission.name,
    });
    return [
      ...models.map(({ name, label, permissions: own = [] }) =>
        modelOf({ app, name, label: inEnglish(feature, label) ?? name }, own.map(labelled)),
      ),
      ...resources.map(({ name, permissions: own = {} }) =>
        modelOf(
          { app, name, label: name.replaceAll('_', ' ') },
          Object.entries(own).map(([codename, label]) => ({ codename, label })),
        ),
      ),
      // What hangs on no model has a content type by the feature's name.
      ...permissions.map((permission) => ({
        app,
        name: app,
        permissions: [labelled(permission)],
        listedAs: { app: 'auth_permission', name: `${app}.${permission.name}` },
      })),
    ];
  });
}

function inEnglish({ texts }: Keeping, text: SiteText): string | undefined {
  return texts?.words.en?.[text];
}
