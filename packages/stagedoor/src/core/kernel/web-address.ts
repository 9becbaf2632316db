/** Whether a text is an absolute address of the web: of `http:` or `https:`, and no other, as `javascript:` would run where it is followed. */
export function isWebAddress(text: string): boolean {
  const url = /^https?:\/\/[^\s]+$/i.test(text) ? URL.parse(text) : null;
  return url !== null && url.hostname !== '';
}
