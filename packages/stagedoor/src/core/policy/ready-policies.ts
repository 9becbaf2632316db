import type { AskerPolicy, Policy } from './policy.ts';

/**
 * The permission classes of REST framework, under their names, and those that every project writes for itself. What they are not told:
 * `IsOwner` reads the owner in `owner`, `IsOwnerOrReadOnly` in `author`.
 *
 * @see https://www.django-rest-framework.org/api-guide/permissions/
 */
export const readyPolicies = {
  AllowAny: { anyone: true },
  IsAuthenticated: { authenticated: true },
  IsAdminUser: { staff: true },
  IsAuthenticatedOrReadOnly: { any: [{ action: 'view' }, { authenticated: true }] },
  IsVerifiedUser: { verified: true },
  IsStaffOrReadOnly: { any: [{ action: 'view' }, { staff: true }] },
  IsOwner: { owner: 'owner' },
  IsOwnerOrReadOnly: { any: [{ action: 'view' }, { owner: 'author' }] },
} as const satisfies Readonly<Record<string, Policy>>;

export type ReadyPolicyName = keyof typeof readyPolicies;

/** A kind of rows, as permissions name it: `shop.add_product` is of `{ app: 'shop', model: 'product' }`. */
export interface PolicyModel {
  readonly app: string;
  readonly model: string;
}

const written = ['add', 'change', 'delete'] as const;

/** The model's permission for what is asked; to look needs none. */
function heldForAction({ app, model }: PolicyModel): AskerPolicy {
  return {
    any: [
      { action: 'view' },
      ...written.map(
        (action): AskerPolicy => ({ all: [{ action }, { permission: `${app}.${action}_${model}` }] }),
      ),
    ],
  };
}

/** REST framework's `DjangoModelPermissions`: whoever is logged in looks; to add, change and delete each needs its permission. */
export function djangoModelPermissions(model: PolicyModel): AskerPolicy {
  return { all: [{ authenticated: true }, heldForAction(model)] };
}

/** The same, and anybody looks. */
export function djangoModelPermissionsOrAnonReadOnly(model: PolicyModel): AskerPolicy {
  return heldForAction(model);
}

/**
 * REST framework's `DjangoObjectPermissions`: the permission of the model, and the same one on the object. In adding there is no object
 * to have it on.
 */
export function djangoObjectPermissions(model: PolicyModel): Policy {
  const onObject = (['change', 'delete'] as const).map(
    (action): Policy => ({ all: [{ action }, { granted: `${model.app}.${action}_${model.model}` }] }),
  );
  return { all: [djangoModelPermissions(model), { any: [{ action: ['view', 'add'] }, ...onObject] }] };
}
