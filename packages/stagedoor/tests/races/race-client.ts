/** What a site answered to one of many requests at once. */
export interface RaceAnswer {
  readonly status: number;
  readonly body: string;
  readonly cookies: ReadonlyMap<string, string>;
}

export interface RaceRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly cookies?: ReadonlyMap<string, string>;
  readonly csrfToken?: string;
  /** The whole Authorization header. */
  readonly authorization?: string;
  readonly requestKey?: string;
}

/** One request over the wire. */
export async function send(url: string, request: RaceRequest): Promise<RaceAnswer> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (request.cookies) headers.cookie = [...request.cookies].map((pair) => pair.join('=')).join('; ');
  if (request.csrfToken) headers['x-csrftoken'] = request.csrfToken;
  if (request.authorization) headers.authorization = request.authorization;
  if (request.requestKey) headers['idempotency-key'] = request.requestKey;
  const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
  const response = await fetch(url + request.path, { method: request.method, headers, ...body });
  const set = response.headers.getSetCookie().map((line) => (line.split(';')[0] ?? '').split('=', 2));
  const cookies = new Map([
    ...(request.cookies ?? []),
    ...set.map(([name, value]) => [name ?? '', value ?? ''] as const),
  ]);
  return { status: response.status, body: await response.text(), cookies };
}

/** The statuses of sixteen requests that start together, taken in turn by every node. */
export async function race(
  urls: readonly string[],
  requestOf: (runner: number) => RaceRequest,
): Promise<readonly number[]> {
  const answers = await raceForAnswers(urls, requestOf);
  return answers.map(({ status }) => status);
}

/** The same with what was answered. */
export async function raceForAnswers(
  urls: readonly string[],
  requestOf: (runner: number) => RaceRequest,
): Promise<readonly RaceAnswer[]> {
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, runner) => send(urls[runner % urls.length] ?? '', requestOf(runner))),
  );
  const faults = answers.filter(({ status }) => status >= 500);
  if (faults.length > 0) throw new Error(`${faults.length} faults: ${faults[0]?.status} ${faults[0]?.body}`);
  return answers;
}

export function countOf(status: number, statuses: readonly number[]): number {
  return statuses.filter((one) => one === status).length;
}
