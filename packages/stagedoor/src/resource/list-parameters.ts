import type { PageStyle } from './resource.ts';

/** What the address of a list may say of its pages, by their style. */
export const pageParameters: Readonly<Record<PageStyle, readonly string[]>> = {
  number: ['page', 'page_size', 'count'],
  'limit-offset': ['limit', 'offset', 'count'],
  cursor: ['cursor', 'page_size'],
  after: ['after', 'page_size'],
  none: ['cursor'],
};

/** Parameters of a list that are no filters, whatever fields a resource has and however its pages come. */
export const parametersOfLists: readonly string[] = [
  'search',
  'ordering',
  'format',
  'fields',
  ...new Set(Object.values(pageParameters).flat()),
];
