import type { AccountFeature } from '../kernel/feature.ts';
import { cycleSessionKey } from './cycle-session-key.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { endSession } from './end-session.ts';
import { findPrincipal, findSessionHolder, recheckSession } from './find-principal.ts';
import { findSession } from './find-session.ts';
import { listSessions } from './list-sessions.ts';
import { loadSession } from './load-session.ts';
import { removeEnded } from './remove-ended.ts';
import { renewDueKey } from './renew-due-key.ts';
import { saveSession } from './save-session.ts';
import type { SessionHolder } from './session.ts';
import { touchSessions } from './touch-sessions.ts';

const auditActions = ['log-out', 'session-end', 'session-end-all'] as const;

declare module '../kernel/credential.ts' {
  interface CredentialKinds {
    /** The key in a browser's session cookie. */
    cookie: { readonly shown: { readonly sessionKey: string }; readonly found: SessionHolder };
  }
}

declare module '../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
  interface ToldActions extends Record<(typeof auditActions)[number], unknown> {}
}

export const sessionFeature = {
  name: 'session',
  useCases: {
    session: {
      findPrincipal,
      findHolder: findSessionHolder,
      find: findSession,
      list: listSessions,
      load: loadSession,
      save: saveSession,
      cycleKey: cycleSessionKey,
      renewDueKey,
      touch: touchSessions,
      end: endSession,
    },
  },
  credentials: {
    cookie: { find: findSessionHolder, recheck: recheckSession, secrets: ['sessionKey'] },
  },
  auditActions,
  exportOf: async ({ sessions, clock }, userId) => ({
    sessions: (await sessions.listOfUser(userId, clock.now())).map((session) => ({
      id: session.id,
      kind: session.kind,
      created_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      ip_address: session.ipAddress,
      user_agent: session.userAgent,
    })),
  }),
  expire: removeEnded,
  expireCounts: 'sessions',
} as const satisfies AccountFeature<Dependencies, Stores>;
