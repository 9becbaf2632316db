import type { Page } from './kernel/page.ts';
import type { Principal } from './session/session.ts';
import type { UseCases } from './use-cases.ts';
import type { ExtraFields, ExtraValuesOf } from './user/extra-field.ts';
import type { User } from './user/user.ts';

/** A user of a site that declares these fields: `user.extra.bio` is what its declaration says. */
export type UserOf<Fields extends ExtraFields> = Omit<User, 'extra'> & {
  readonly extra: ExtraValuesOf<Fields>;
};

/** Somebody logged in to a site that declares these fields. */
export type PrincipalOf<Fields extends ExtraFields> = Omit<Principal, 'user'> & {
  readonly user: UserOf<Fields>;
};

/** An answer with the users in it typed. */
type Seen<Value, Fields extends ExtraFields> = Value extends User
  ? UserOf<Fields>
  : Value extends readonly User[]
    ? readonly UserOf<Fields>[]
    : Value extends Page<User>
      ? Page<UserOf<Fields>>
      : Value extends { readonly user: User }
        ? Omit<Value, 'user'> & { readonly user: UserOf<Fields> }
        : Value;

type Typed<UseCase, Fields extends ExtraFields> = UseCase extends (
  ...input: infer Input
) => Promise<infer Value>
  ? (...input: Input) => Promise<Seen<Value, Fields>>
  : UseCase;

/** Every use case of a site that declares these fields, under its feature. */
export type UseCasesOf<Fields extends ExtraFields> = {
  readonly [Group in keyof UseCases]: {
    readonly [Name in keyof UseCases[Group]]: Typed<UseCases[Group][Name], Fields>;
  };
};
