/** Parameters of a list that are no filters, whatever fields a resource has. */
export const parametersOfLists: readonly string[] = ['search', 'ordering', 'page', 'page_size', 'format'];
