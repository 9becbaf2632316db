import type { User } from './api.ts';
import type { ClientCredentials, Shown } from './credentials.ts';
import type { OperationName } from './operations.ts';
import type { ClientError, RequestOptions, Result } from './result.ts';
import type { KeptSession } from './session-state.ts';
import type { Fields, Transport } from './transport.ts';

/** Carries an operation out as whoever is signed in, once more if what it showed was stale and could be renewed. */
export type Ask = (
  name: OperationName,
  input: Fields,
  options: RequestOptions,
) => Promise<Result<unknown, string>>;

export interface AskParts<Person> {
  readonly transport: Transport;
  readonly credentials: ClientCredentials;
  readonly session: KeptSession<Person>;
}

const CHANGE_WHO_IS_THERE: readonly OperationName[] = [
  'logIn',
  'logInByForm',
  'logInForTokenCookies',
  'logInRemoteUser',
  'obtainTokenPair',
  'obtainApiToken',
  'logOut',
  'logOutOfTokenCookies',
  'blacklistToken',
  'endApiToken',
];

/** Refusals of what the client showed: nobody is signed in by it any more. */
const NOBODY: readonly ClientError['code'][] = [
  'not-authenticated',
  'bearer-refused',
  'token-header-refused',
];

export function createAsk<Person extends User>({ transport, credentials, session }: AskParts<Person>): Ask {
  /** Grows with each sign-in and sign-out: what was asked for before says nothing about now. */
  let era = 0;

  async function attempt(name: OperationName, input: Fields, options: RequestOptions, shown: Shown) {
    const result = await transport.call(name, input, {
      ...options,
      headers: { ...shown.headers, ...options.headers },
      credentials: credentials.fetchCredentials,
    });
    if (result.response) credentials.note(name, result.response);
    return result;
  }

  async function carryOut(name: OperationName, input: Fields, options: RequestOptions) {
    const shown = await credentials.show(name);
    const first = await attempt(name, input, options, shown);
    if (first.error === undefined) return first;
    const recovery = await credentials.recover(first.error, shown);
    if (recovery === 'stands') return first;
    if (recovery === 'again') return await attempt(name, input, options, await credentials.show(name));
    return { data: undefined, error: recovery, response: undefined };
  }

  const ask: Ask = async (name, input, options) => {
    const since = era;
    const result = await carryOut(name, input, options);
    if (since === era) await learn(name, result);
    if (result.error === undefined && CHANGE_WHO_IS_THERE.includes(name)) era += 1;
    return result;
  };

  async function learn(name: OperationName, { data, error }: Result<unknown, string>): Promise<void> {
    if (error?.code === 'stage-required') session.set({ status: 'stage-required', stage: error.stage });
    else if (error !== undefined && NOBODY.includes(error.code)) session.set({ status: 'signed-out' });
    else if (error !== undefined) return;
    else if (name === 'getMe' || name === 'updateMe')
      session.set({ status: 'signed-in', user: data as Person });
    else if (name === 'deleteMe') session.set({ status: 'signed-out' });
    // The stage is passed; who it was can be asked now.
    else if (name === 'changePassword' && session.get().status === 'stage-required')
      await ask('getMe', {}, {});
  }

  return ask;
}
