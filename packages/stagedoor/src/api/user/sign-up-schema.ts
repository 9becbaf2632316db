import type { Settings } from '../../core/settings.ts';
import type { RawFields } from '../../http/request/body.ts';

/** What the settings say of a sign-up's fields. */
export type SignUpRules = Pick<Settings, 'logInBy' | 'signUpFields'>;

/** The option of a sign-up's schema; which fields it has, and which are required, is the site's to say. */
export interface SignUpNames {
  /** The field with the password again; null where an API of that kind asks for it once, whatever the site's forms do. */
  readonly passwordAgain: string | null;
  /** Where it is known already, by the link that they came by, nobody is asked for it. */
  readonly address?: 'known';
}

/** The option's keyword, as `withExtraFields` has its own. */
export function withSignUpFields(signUpFields: SignUpNames) {
  return { signUpFields };
}

interface Asked {
  readonly isRequired: boolean;
  readonly maxLength?: number;
}

function askedBy(
  rules: SignUpRules,
  { passwordAgain, address }: SignUpNames,
): Readonly<Record<string, Asked | null>> {
  const { email, firstName, lastName, passwordTwice } = rules.signUpFields;
  const required = { isRequired: true };
  return {
    email: address === 'known' ? null : email,
    username: rules.logInBy === 'email' ? null : required,
    first_name: firstName,
    last_name: lastName,
    ...(passwordAgain === null ? {} : { [passwordAgain]: passwordTwice ? required : null }),
  };
}

/** What a sign-up must send beside what its schema requires, and what the site does not ask of it: parts of its route. */
export function askedAtSignUp(names: SignUpNames) {
  const namesWhere = (rules: SignUpRules, holds: (asked: Asked | null) => boolean): string[] =>
    Object.entries(askedBy(rules, names)).flatMap(([name, asked]) => (holds(asked) ? [name] : []));
  return {
    requires: (_: RawFields, rules: SignUpRules) => namesWhere(rules, (asked) => asked?.isRequired === true),
    ignores: (_: RawFields, rules: SignUpRules) => namesWhere(rules, (asked) => asked === null),
  };
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

/** A sign-up's body as this site takes it: without what is not asked, with what is required and how long it may be. */
export function asAsked(schema: ObjectSchema, names: SignUpNames, rules: SignUpRules) {
  const asked = askedBy(rules, names);
  const properties = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const rule = asked[name];
    if (rule === null) return [];
    return [[name, rule === undefined ? property : { ...property, ...limitsOf(rule) }]];
  });
  const required = new Set([...(schema.required ?? []), ...askedAtSignUp(names).requires({}, rules)]);
  return {
    ...schema,
    properties: Object.fromEntries(properties) as Record<string, object>,
    required: [...required],
  };
}

function limitsOf({ isRequired, maxLength }: Asked): object {
  return { blank: !isRequired, ...(maxLength === undefined ? {} : { maxLength }) };
}
