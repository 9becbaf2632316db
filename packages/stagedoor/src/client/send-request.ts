import type { User } from './api.ts';
import { type ClientRequest, operationRequest } from './client-request.ts';
import type { ClientCredentials, Shown } from './credentials.ts';
import type { ClientError, RequestOptions, Result } from './result.ts';
import type { KeptSession } from './session-state.ts';
import type { Transport } from './transport.ts';

/** Carries a request out as whoever is logged in, once more if what it showed was stale and could be renewed. */
export type SendRequest = (asked: ClientRequest, options: RequestOptions) => Promise<Result<unknown, string>>;

export interface SendRequestParts<Person> {
  readonly transport: Transport;
  readonly credentials: ClientCredentials;
  readonly session: KeptSession<Person>;
}

const PASS_A_STAGE: readonly ClientRequest['name'][] = [
  'changePassword',
  'passSecondFactor',
  'passByPasskey',
];

const CHANGE_WHO_IS_THERE: readonly ClientRequest['name'][] = [
  'logIn',
  'logInByForm',
  'logInForTokenCookies',
  'logInRemoteUser',
  'logInByPasskey',
  'passSecondFactor',
  'passByPasskey',
  'obtainTokenPair',
  'obtainApiToken',
  'logOut',
  'logOutOfTokenCookies',
  'blacklistToken',
  'endApiToken',
];

/** Refusals of what the client showed: nobody is logged in by it any more. */
const NOBODY: readonly ClientError['code'][] = [
  'not-authenticated',
  'bearer-refused',
  'token-header-refused',
];

export function createSendRequest<Person extends User>({
  transport,
  credentials,
  session,
}: SendRequestParts<Person>): SendRequest {
  /** Grows with each log-in and log-out: what was asked for before says nothing about now. */
  let era = 0;

  async function attempt(asked: ClientRequest, options: RequestOptions, shown: Shown) {
    const result = await transport.call(asked, {
      ...options,
      headers: { ...shown.headers, ...options.headers },
      credentials: credentials.fetchCredentials,
    });
    if (result.response) credentials.note(asked, result.response);
    return result;
  }

  async function carryOut(asked: ClientRequest, options: RequestOptions) {
    const shown = await credentials.show(asked);
    const first = await attempt(asked, options, shown);
    if (first.error === undefined) return first;
    const recovery = await credentials.recover(first.error, shown);
    if (recovery === 'stands') return first;
    if (recovery === 'again') return await attempt(asked, options, await credentials.show(asked));
    return { data: undefined, error: recovery, response: undefined };
  }

  const ask: SendRequest = async (asked, options) => {
    const since = era;
    const result = await carryOut(asked, options);
    const { name } = asked;
    if (since === era) await learn(name, result);
    if (result.error === undefined && CHANGE_WHO_IS_THERE.includes(name)) era += 1;
    return result;
  };

  async function learn(name: ClientRequest['name'], { data, error }: Result<unknown, string>): Promise<void> {
    if (error?.code === 'stage-required') session.set({ status: 'stage-required', stage: error.stage });
    else if (error !== undefined && NOBODY.includes(error.code)) session.set({ status: 'signed-out' });
    else if (error !== undefined) return;
    else if (name === 'getMe' || name === 'updateMe')
      session.set({ status: 'signed-in', user: data as Person });
    else if (name === 'deleteMe') session.set({ status: 'signed-out' });
    // The stage is passed; who it was can be asked now.
    else if (PASS_A_STAGE.includes(name) && session.get().status === 'stage-required')
      await ask(operationRequest('getMe'), {});
  }

  return ask;
}
