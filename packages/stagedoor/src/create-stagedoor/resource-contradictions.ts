import { repeated } from '../core/kernel/repeated.ts';
import { type Resource, readOrder } from '../resource/resource.ts';

/** What of a resource, of which each word alone is sound, goes with no other, in halves of sentences. */
export function resourceContradictions({
  name,
  order = [],
  orderBy = [],
  uniqueTogether = [],
  pages,
}: Resource): readonly string[] {
  const ordered = order.map((one) => readOrder(String(one)).field);
  return [
    ...repeated(ordered).map((field) => `${name}.order names ${field} twice: what comes later never decides`),
    ...repeated(orderBy.map(String)).map((field) => `${name}.orderBy names ${field} twice`),
    ...uniqueTogether
      .filter((set) => set.length === 0)
      .map(() => `${name}.uniqueTogether has a set of no fields, which is no index`),
    ...uniqueTogether
      .flatMap((set) => repeated(set.map(String)))
      .map((field) => `${name}.uniqueTogether names ${field} twice in one set`),
    ...pageProblems(name, pages),
  ];
}

function pageProblems(name: string, pages: Resource['pages']): readonly string[] {
  if (pages === undefined) return [];
  const { style, size, maxSize, count } = pages;
  return [
    ...(size !== undefined && maxSize !== undefined && size > maxSize
      ? [`${name}.pages.size must be no more than its maxSize`]
      : []),
    ...(count !== undefined && !['number', 'limit-offset'].includes(style)
      ? [`${name}.pages.count must be left out: pages of this style count nothing`]
      : []),
  ];
}
