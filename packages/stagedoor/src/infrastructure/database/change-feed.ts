import type { Principal } from '../../core/session/session.ts';

/**
 * The names of what changed, such as `user 7`; or `everything`, where naming would take longer than reading again.
 */
export type Changes = readonly string[] | 'everything';

/** Somebody who keeps what the database said, and must drop what is no longer true. */
export interface ChangeListener {
  changed(changes: Changes): void;
}

/**
 * Tells this process what any process, or an operator by SQL, commits about whom requests are judged by. What may be
 * kept until it is named here: see `createChangeFeedCache`.
 */
export interface ChangeFeed {
  /** Whether changes arrive at all: what is read from now on will be followed. */
  readonly isListening: boolean;
  /**
   * Whether everything committed up to a second ago has been told. The question itself keeps the feed going: unasked,
   * it neither holds a connection nor sends anything.
   */
  isCurrent(): boolean;
  follow(follower: ChangeListener): void;
  /** Tells the followers in this process, ahead of the database, what this process committed itself. */
  tell(changes: Changes): void;
}

/** How what a principal is made of is named, here and by the triggers of migrations 0006 and 0028. */
export const changeOf = {
  user: (id: number) => `user ${id}`,
  session: (id: number) => `session ${id}`,
  /** Told inside this process only. */
  sessionKey: (keyHash: string) => `session-key ${keyHash}`,
  /** What groups hold, and what groups and permissions are called. */
  access: 'access 1',
};

/** What somebody is known by, as it is named here. */
export function changesOf({ user, session, sessionKeyHash }: Principal): readonly string[] {
  return [
    changeOf.user(user.id),
    changeOf.access,
    ...(session === null ? [] : [changeOf.session(session.id)]),
    ...(sessionKeyHash === null ? [] : [changeOf.sessionKey(sessionKeyHash)]),
  ];
}
