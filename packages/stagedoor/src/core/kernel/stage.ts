/**
 * What a person must still do before a session opens anything else. `change-password`: the password is somebody
 * else's choice, or a weak one that was let through.
 */
export type PendingStage = 'change-password';
