type Body = Readonly<Record<string, unknown>>;

/**
 * What an answer says, whichever form the site gives to its answers (`API_FORMAT`): an envelope is taken off, and a problem of
 * RFC 9457 put in the words of REST framework. Bare bodies stay as they are.
 */
export function bareBody(body: unknown): unknown {
  if (!isRecord(body)) return body;
  if (isEnvelope(body)) return body.success === true ? body.data : bareRefusal(body.error);
  return isProblem(body)
    ? bareRefusal({ ...body, message: body.detail, fields: fieldsOf(body.errors) })
    : body;
}

export function isRecord(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEnvelope(body: Body): boolean {
  const isWhole = 'success' in body && 'data' in body && 'error' in body;
  return isWhole && (body.success === true ? body.error === null : isRecord(body.error));
}

function isProblem(body: Body): boolean {
  return typeof body.type === 'string' && typeof body.title === 'string' && typeof body.status === 'number';
}

function bareRefusal(failure: unknown): Body {
  const { code, message, fields, details } = failure as Body;
  return { ...(details as Body | null), ...(fields as Body | null), code, detail: message };
}

/** Texts by the field that their pointer (RFC 6901) leads to. */
function fieldsOf(errors: unknown): Body {
  const fields: Record<string, string[]> = {};
  for (const { detail, pointer } of (errors ?? []) as { detail: string; pointer: string }[]) {
    const path = decodeURIComponent(pointer.slice('#/'.length));
    const name = path === '' ? 'non_field_errors' : path.replaceAll('~1', '/').replaceAll('~0', '~');
    fields[name] = [...(fields[name] ?? []), detail];
  }
  return fields;
}
