import { type Label, labelIn } from '../kernel/label.ts';
import type { LanguageTag } from '../kernel/language-tag.ts';

/**
 * A field that the site adds to its users: a real column that `migrate` adds itself, so nullable or with a default.
 * `label` is what people read, in one language or by the tags of several; `editable` lets the owner change it in the profile. `notices` makes a
 * boolean the owner's word on whether they want e-mails of that kind.
 *
 * @example
 * { role: { type: 'choice', choices: { STAFF: 'Staff', CUSTOMER: 'Customer' }, default: 'CUSTOMER', editable: false, role: true } }
 * @example
 * { phone: { type: 'text', maxLength: 20, default: '' }, fecha_nacimiento: { type: 'date', nullable: true } }
 * @example
 * { marketing_emails: { type: 'boolean', default: false, notices: 'marketing', label: { en: 'Offers by email', es: 'Ofertas por correo' } } }
 */
export type ExtraField = {
  readonly label?: Label;
  /** Asked at sign-up; false by default. */
  readonly atSignUp?: boolean;
  /** The owner may change it; true by default. */
  readonly editable?: boolean;
} & (
  | { readonly type: 'text'; readonly maxLength: number; readonly default: string }
  | { readonly type: 'text'; readonly maxLength: number; readonly nullable: true }
  /** An absolute URL of `http:` or `https:`, at most `maxLength` (left out: 200) characters; `''` for none where there is a default. */
  | { readonly type: 'url'; readonly maxLength?: number; readonly default: string }
  | { readonly type: 'url'; readonly maxLength?: number; readonly nullable: true }
  | { readonly type: 'integer'; readonly default: number }
  | { readonly type: 'integer'; readonly nullable: true }
  | {
      readonly type: 'boolean';
      readonly default: boolean;
      /** The kind of e-mails that leave only while it is true, a word such as `marketing`; `account` are those of ours that may be left out. */
      readonly notices?: string;
    }
  /** A calendar date, `YYYY-MM-DD`. */
  | { readonly type: 'date'; readonly nullable: true }
  /**
   * Who made the user, where they were logged in as somebody; nobody says it otherwise. `nested` is what of them is answered in the place of
   * their key wherever users are a resource. Null once they are deleted.
   */
  | {
      readonly type: 'user';
      readonly set: 'caller';
      readonly nullable: true;
      readonly editable: false;
      readonly nested?: readonly string[];
    }
  | ({ readonly type: 'choice'; readonly default: string } & Choices)
  | ({ readonly type: 'choice'; readonly nullable: true } & Choices)
);

interface Choices {
  readonly choices: Readonly<Record<string, string>>;
  /** It says what the user is, and `useCases.role.has` asks it: its owner must not choose it, so it is `editable: false`. */
  readonly role?: true;
}

/** The configured extra fields by column name: `[a-z][a-z0-9_]{0,62}`, not the name of a column Stagedoor has. */
export type ExtraFields = Readonly<Record<string, ExtraField>>;

type ValueOf<Field extends ExtraField> = Field extends { type: 'text' } | { type: 'url' } | { type: 'date' }
  ? string | (Field extends { nullable: true } ? null : never)
  : Field extends { type: 'integer' } | { type: 'user' }
    ? number | (Field extends { nullable: true } ? null : never)
    : Field extends { type: 'boolean' }
      ? boolean
      : Field extends { choices: infer Choices }
        ? (keyof Choices & string) | (Field extends { nullable: true } ? null : never)
        : never;

/** The values of configured fields, typed from their declaration. */
export type ExtraValuesOf<Fields extends ExtraFields> = {
  readonly [Name in keyof Fields]: ValueOf<Fields[Name]>;
};

export const URL_MAX_LENGTH = 200;

/** Whether it says what a user is. */
export function isRoleField(field: ExtraField | undefined): boolean {
  return field !== undefined && 'role' in field && field.role === true;
}

/** A field that somebody may say something in: any but who made the user. */
export type SaidField = Exclude<ExtraField, { readonly type: 'user' }>;

export function saidFields(fields: ExtraFields): Readonly<Record<string, SaidField>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (field.type === 'user' ? [] : [[name, field]])),
  );
}

/** What people read of a field, in their language or the closest that its label has; its name where it has none. */
export function labelOf(
  name: string,
  { label = name }: Pick<ExtraField, 'label'>,
  language: LanguageTag,
): string {
  return labelIn(label, language);
}
