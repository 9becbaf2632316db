import type { Field, Fields } from '../field.ts';
import type { AnyCompared, Compared, OrderWord, orderedKinds, Rule, ruleKinds } from './rule.ts';

/** What must hold of every row of a table, and what is said where it does not. */
export interface Check<Leaf = AnyCompared> {
  readonly holds: Rule<Leaf>;
  /** As people read it; left out, Django's sentence with the name of the check. */
  readonly text?: string;
}

/** Of what is opaque nothing is asked but whether it is there. */
type KindOf<One extends Field> = Exclude<(typeof ruleKinds)[One['type']], 'opaque'>;

type PlainOf<One extends Field> = One extends {
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
type OrderOf<Kind> = [Kind] extends [(typeof orderedKinds)[number]] ? OrderWord : never;

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
