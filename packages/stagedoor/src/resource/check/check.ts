import type { Fields } from '../field.ts';
import type { AnyCompared, Compared, OrderWord, Rule } from './rule.ts';

/** What must hold of every row of a table, and what is said where it does not. */
export interface Check<Leaf = AnyCompared> {
  readonly holds: Rule<Leaf>;
  /** As people read it; left out, Django's sentence with the name of the check. */
  readonly text?: string;
}

/** The kind of each type of field; of none of the others is anything asked but whether it is there. */
interface Kinds {
  readonly text: 'text';
  readonly 'long-text': 'text';
  readonly markdown: 'text';
  readonly email: 'text';
  readonly url: 'text';
  readonly choice: 'text';
  readonly integer: 'number';
  readonly decimal: 'number';
  readonly boolean: 'boolean';
  readonly date: 'date';
  readonly time: 'time';
  readonly moment: 'moment';
  readonly reference: 'key';
}
type KindOf<One extends { readonly type: string }> = One['type'] extends keyof Kinds
  ? Kinds[One['type']]
  : never;

type PlainOf<One extends { readonly type: string }> = One extends {
  readonly type: 'choice';
  readonly of: infer Words;
}
  ? Extract<keyof Words, string>
  : One['type'] extends 'integer' | 'reference'
    ? number
    : One['type'] extends 'boolean'
      ? boolean
      : [KindOf<One>] extends [never]
        ? never
        : string;

type NameIn<All extends Fields> = Extract<keyof All, string>;
type Alike<All extends Fields, Kind> = {
  [Name in NameIn<All>]: [KindOf<All[Name]>] extends [never]
    ? never
    : KindOf<All[Name]> extends Kind
      ? Name
      : never;
}[NameIn<All>];
type OrderOf<Kind> = [Kind] extends ['number' | 'date' | 'time' | 'moment'] ? OrderWord : never;

type LeafOf<All extends Fields> = {
  [Name in NameIn<All>]: All[Name]['type'] extends 'references'
    ? never
    : Compared<
        Name,
        PlainOf<All[Name]>,
        Alike<All, KindOf<All[Name]>> | (KindOf<All[Name]> extends 'key' ? 'id' : never),
        OrderOf<KindOf<All[Name]>>
      >;
}[NameIn<All>];

/** A check of these fields: what is compared is of one kind, and more or less only where there is an order. */
export type CheckOf<All extends Fields> = Check<Extract<LeafOf<All>, AnyCompared>>;
