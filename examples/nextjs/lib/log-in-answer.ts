import type { ClientError, LogInBody } from 'stagedoor/client';

/** What pages/api/login answers and pages/login reads. */
export type LogInAnswer =
  | { readonly success: true }
  | { readonly error: ClientError<keyof LogInBody> | 'Login failed' | 'Method not allowed' };
