import type { Policy } from '../core/policy/policy.ts';
import type { Principal } from '../core/session/session.ts';
import type { Fields } from './field.ts';
import type { RowOf, ValueOf } from './row-types.ts';

/**
 * Something else that can be done with a row, or with the list, as REST framework's `@action`: `approve_order` of an order is
 * `POST /api/orders/:id/approve_order/`, named `order-approve-order`.
 */
export interface ResourceAction {
  readonly on: 'row' | 'list';
  /** Left out, POST. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The end of its address; left out, its name. */
  readonly path?: string;
  /** What it does, for whoever reads the API's description. */
  readonly summary?: string;
  /** Who may do it with a row that they see, or with the list: a policy of its own, which knows the action by its name. */
  readonly access: Policy;
  /** What is sent, read as the fields of a row are; left out, nothing. */
  readonly input?: Fields;
  /** What comes back: the row as it is afterwards, or these fields and no others; left out, nothing (204). */
  readonly answer?: 'row' | Fields;
}

export type ResourceActions = Readonly<Record<string, ResourceAction>>;

/** A resource, as far as the types of its actions go. */
interface WithActions {
  readonly fields: Fields;
  readonly actions?: ResourceActions;
}

type ValuesOf<All extends Fields> = { readonly [Name in keyof All]: ValueOf<All[Name]> };

/** What an action is carried out with. Who asks was let in by its policy. */
export interface Act<One extends WithActions, Action extends ResourceAction> {
  /** As it was when it was judged: whoever writes it says at which `version`. Null of the list. */
  readonly row: Action['on'] extends 'row' ? RowOf<One> : null;
  readonly input: Action extends { readonly input: infer Input extends Fields } ? ValuesOf<Input> : object;
  readonly principal: Principal | null;
}

type AnswerOf<Action extends ResourceAction> = Action extends { readonly answer: infer Answer extends Fields }
  ? ValuesOf<Answer>
  : unknown;

/** What carries the actions of a resource out. */
export type ActionHandlers<One extends WithActions> = {
  readonly [Name in keyof NonNullable<One['actions']>]: (
    act: Act<One, NonNullable<One['actions']>[Name]>,
  ) => Promise<AnswerOf<NonNullable<One['actions']>[Name]>>;
};

/** A handler whose action is known by its name alone. */
export type AnyActionHandler = (act: {
  readonly row: object | null;
  readonly input: object;
  readonly principal: Principal | null;
}) => Promise<unknown>;

/** The handlers of one resource's actions. */
export interface HandledActions {
  readonly resource: WithActions;
  readonly handlers: Readonly<Record<string, AnyActionHandler>>;
}

/**
 * Says what carries out the actions of a resource, one function for each, typed by what they declare.
 *
 * @example
 * actions: (useCases) => [
 *   handleActions(order, { approve_order: ({ row, principal }) => useCases.approve(row.id, principal) }),
 * ],
 */
export function handleActions<One extends WithActions>(
  resource: One,
  handlers: ActionHandlers<One>,
): HandledActions {
  // Each is called with what its own action declares, which `Act` tells.
  return { resource, handlers: handlers as unknown as HandledActions['handlers'] };
}
