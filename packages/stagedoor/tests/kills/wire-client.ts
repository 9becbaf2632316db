/** What a client knows of its request: answered and done, answered with a no, or nothing at all. */
export type Outcome = 'done' | 'refused' | 'unknown';

export interface Reply {
  readonly outcome: Outcome;
  readonly status: number | null;
  readonly sessionId: string | null;
  /** What was answered; `''` where nothing was. */
  readonly text: string;
}

/** One request over the wire. A cut connection is `unknown`, never a failure; a fault of the server is thrown. */
export async function send(
  url: string,
  request: {
    method: 'GET' | 'POST';
    body?: object;
    sessionId?: string | null;
    requestKey?: string;
  },
): Promise<Reply> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (request.sessionId) headers.cookie = `sessionid=${request.sessionId}`;
  if (request.requestKey) headers['idempotency-key'] = request.requestKey;
  const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
  const init = {
    method: request.method,
    headers,
    ...body,
    signal: AbortSignal.timeout(20_000),
  };
  const answer = await fetch(url, init).then(
    async (response) => ({ response, text: await response.text() }),
    () => null,
  );
  if (answer === null) return { outcome: 'unknown', status: null, sessionId: null, text: '' };
  const { response, text } = answer;
  if (response.status >= 500) throw new Error(`${request.method} ${url}: ${response.status} ${text}`);
  return {
    outcome: response.ok ? 'done' : 'refused',
    status: response.status,
    sessionId: sessionOf(response),
    text,
  };
}

function sessionOf(response: Response): string | null {
  const cookies = response.headers
    .getSetCookie()
    .flatMap((cookie) => /^sessionid=([a-z0-9]{32})/.exec(cookie) ?? []);
  return cookies[1] ?? null;
}
