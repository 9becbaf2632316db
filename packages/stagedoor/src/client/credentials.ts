import type { ClientRequest } from './client-request.ts';
import type { OperationName } from './operations.ts';
import type { ClientError } from './result.ts';

/** How a client shows who it is, in one of its modes. */
export interface ClientCredentials {
  /** Whether the browser is to send and keep cookies. */
  readonly fetchCredentials: RequestCredentials;
  /** The operation that a name and a password are sent to. */
  readonly logInOperation: OperationName;
  /** Keeps what the log-in answered. */
  keep(data: unknown): Promise<void>;
  /** What ends the credentials on the server; null where there are none. */
  logOutRequest(): Promise<ClientRequest | null>;
  /** Forgets the credentials. False where only the server's answer can take them away. */
  forget(): Promise<boolean>;
  /** False where there is nothing to show, so that asking the server is in vain. */
  mayBeSignedIn(): Promise<boolean>;
  /** What this request shows. */
  show(asked: ClientRequest): Promise<Shown>;
  /** Looks at each answer: cookies come with it. */
  note(asked: ClientRequest, response: Response): void;
  /** After a refusal: what was stale is renewed, if it can be. */
  recover(error: ClientError, shown: Shown): Promise<Recovery>;
}

export interface Shown {
  readonly headers: Readonly<Record<string, string>>;
  /** What is renewed when it was refused: an access token, or which cookies there were. */
  readonly access?: string;
}

/** `again`: the request has a chance now. `stands`: the refusal is the answer. An error takes the refusal's place. */
export type Recovery = 'again' | 'stands' | ClientError;
