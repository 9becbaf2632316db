/**
 * Something that is kept, as Django names it: a row of `django_content_type`, and one of `auth_permission` for each thing that people
 * may be allowed to do with it.
 */
export interface Model {
  readonly app: string;
  /** In lower case, as Django's class names are there. */
  readonly name: string;
  readonly permissions: readonly ModelPermission[];
  /** Under which application and name `migrate` and `showmigrations` tell of it. */
  readonly listedAs: { readonly app: string; readonly name: string };
}

export interface ModelPermission {
  readonly codename: string;
  readonly label: string;
}

export interface NamedModel {
  readonly app: string;
  readonly name: string;
  /** What people call one of it, in English, as Django's `verbose_name`. */
  readonly label: string;
}

/**
 * A model with the four permissions that Django gives each, `add_order` "Can add order" and so on, and those of its own.
 *
 * @see https://docs.djangoproject.com/en/stable/topics/auth/default/#default-permissions
 */
export function modelOf({ app, name, label }: NamedModel, own: readonly ModelPermission[] = []): Model {
  const permissions = defaultCodenames(name).map((codename) => ({
    codename,
    label: `Can ${codename.slice(0, codename.indexOf('_'))} ${label}`,
  }));
  const listedAs = { app: 'django_content_type', name: `${app}.${name}` };
  return { app, name, permissions: [...permissions, ...own], listedAs };
}

/** In Django's order. */
export function defaultCodenames(model: string): readonly string[] {
  return ['add', 'change', 'delete', 'view'].map((act) => `${act}_${model}`);
}
