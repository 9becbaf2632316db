// What a front end imports beside `stagedoor/client`. Types of declarations, and nothing at run time but the client that it is given.

export {
  createResourceClient,
  type ReadOptions,
  type ResourceClient,
  type RowResult,
} from './create-resource-client.ts';
export type {
  Answered,
  Change,
  ListQuery,
  New,
  Page,
  Shown,
  ShownName,
  Writes,
  Written,
} from './resource-types.ts';
