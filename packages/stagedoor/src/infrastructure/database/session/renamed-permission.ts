/** What a token is confined to is kept by name: `"shop.add_product"`. */
export function renamedInScopes(from: string, to: string): string {
  return `update stagedoor_session set scope = replace(scope, '"${from}"', '"${to}"') where scope like '%"${from.replaceAll('_', '\\_')}"%' escape '\\'`;
}
