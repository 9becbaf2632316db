import { defaultCodenames } from '../model.ts';

interface RenamedModel {
  readonly app: string;
  readonly from: string;
  readonly to: string;
}

/** Codenames that a model's rename changes, old to new, with their new labels. */
export function renamedCodenames({
  from,
  to,
}: RenamedModel): readonly { readonly old: string; readonly now: string; readonly label: string }[] {
  const now = defaultCodenames(to);
  return defaultCodenames(from).map((old, index) => {
    const codename = now[index] ?? old;
    return {
      old,
      now: codename,
      label: `Can ${codename.slice(0, codename.indexOf('_'))} ${to.replaceAll('_', ' ')}`,
    };
  });
}

/** Whoever was given something keeps it under the model's new name, unless there is one of that name already. */
export function renamedModel(model: RenamedModel): readonly string[] {
  const { app, from, to } = model;
  const typeOf = (name: string) =>
    `select id from django_content_type where app_label = '${app}' and model = '${name}'`;
  const unlessThere = `not exists (${typeOf(to)})`;
  return [
    ...renamedCodenames(model).map(
      ({ old, now, label }) =>
        `update auth_permission set codename = '${now}', name = '${label}' where codename = '${old}' and content_type_id = (${typeOf(from)}) and ${unlessThere}`,
    ),
    `update django_content_type set model = '${to}' where app_label = '${app}' and model = '${from}' and ${unlessThere}`,
  ];
}
