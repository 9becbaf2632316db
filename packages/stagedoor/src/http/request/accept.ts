/**
 * Whether an Accept header takes a media type (RFC 9110 section 12.5.1). Specific ranges outrank general ones, and
 * `q=0` refuses.
 */
export function accepts(header: string | undefined, mediaType: string): boolean {
  if (header === undefined || header === '*/*' || header === mediaType || header === '') return true;
  const group = `${mediaType.split('/', 1)[0]}/*`;
  const ranges = new Map(header.split(',', 50).map(parseRange));
  const quality = ranges.get(mediaType) ?? ranges.get(group) ?? ranges.get('*/*') ?? 0;
  return quality > 0;
}

/** Whether a browser asks for a page: only who names it, so that a script that takes anything is not taken for one. */
export function asksForPage(header: string | undefined): boolean {
  return header?.toLowerCase().includes('text/html') === true && accepts(header, 'text/html');
}

function parseRange(range: string): [string, number] {
  const [mediaType = '', ...parameters] = range.split(';').map((piece) => piece.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const number = quality === undefined ? 1 : Number(quality.slice(2));
  return [mediaType, Number.isFinite(number) ? number : 1];
}
