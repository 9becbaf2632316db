/** What its owner calls a personal access token; the rest of it (scope, end, last use) is in its session. */
export interface PersonalAccessToken {
  /** The public id of the session that it opens. It goes with that session. */
  readonly sessionId: number;
  readonly userId: number;
  readonly name: string;
  /** The first characters, by which its owner recognises it. */
  readonly hint: string;
}

export interface PersonalAccessTokenStore {
  add(token: PersonalAccessToken): Promise<void>;
  /** Newest first. */
  listOfUser(userId: number): Promise<readonly PersonalAccessToken[]>;
}
