/** What roles hold is kept by name: `"shop.add_product"`. */
export function renamedInRoles(from: string, to: string): string {
  return `update stagedoor_role set permissions = replace(permissions, '"${from}"', '"${to}"') where permissions like '%"${from.replaceAll('_', '\\_')}"%' escape '\\'`;
}
