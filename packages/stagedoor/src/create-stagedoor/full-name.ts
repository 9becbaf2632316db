/** What a feature calls its own, as rows and clients read it: `guestbook.thank`. No two features have one name. */
export function fullName(feature: string, own: string): `${string}.${string}` {
  return `${feature}.${own}`;
}
