import type { Clock } from '../../core/kernel/clock.ts';
import { createSigner, type Signer } from '../../core/kernel/signer.ts';
import type { SessionDataStore } from '../../core/session/session-data-store.ts';
import type { Settings } from '../../core/settings.ts';
import type { UseCases } from '../../core/use-cases.ts';
import type { Languages } from '../../texts/languages.ts';
import { createAnswerRenderer, type RenderAnswer } from '../answer/answer-renderer.ts';
import { createSecurityHeaders, type SecurityHeaders } from '../answer/security-headers.ts';
import { type AuthenticationSteps, authenticationSteps } from '../credential/authentication-steps.ts';
import { type ClientConnection, createClientConnection } from '../request/client-address.ts';
import { createHostCheck } from '../request/hosts.ts';
import { createTrustedOrigins, type TrustedOrigins } from '../request/origins.ts';
import { createRemoteUserReader, type ReadRemoteUser } from '../request/remote-user.ts';
import { type Cors, createCors } from '../settings/cors.ts';
import type { HttpSettings } from '../settings/http-settings.ts';
import { createExportsAtOnce, type ExportsAtOnce } from './exports-at-once.ts';
import { createLastSeen, type LastSeen } from './last-seen.ts';
import type { StageAddresses } from './stage-addresses.ts';
import { createVisitLog, type VisitLog } from './visit-log.ts';

/** A scope of THROTTLE_SCOPES, and the route that is under it: `GET /api/search/`. */
export interface DeclaredScope {
  readonly scope: string;
  readonly route: string;
}

/** What every interface is given: the use cases, and what the HTTP layer makes once at start. */
export interface HttpContext {
  readonly settings: HttpSettings;
  /** The settings of the accounts, for pages that tell people the rules. */
  readonly accounts: Settings;
  readonly useCases: UseCases;
  readonly clock: Clock;
  readonly sessionEngine: SessionDataStore['engine'];
  /** The languages of the site: the words of accounts in each, with those of its features. */
  readonly languages: Languages;
  readonly signer: Signer;
  readonly connection: ClientConnection;
  readonly remoteUser: ReadRemoteUser;
  /** The ways in that the JSON API looks at, in order. */
  readonly authentication: AuthenticationSteps;
  readonly isAllowedHost: (hostHeader: string | undefined) => boolean;
  /** Null where no other origin may read anything. */
  readonly cors: Cors | null;
  readonly trustedOrigins: TrustedOrigins;
  readonly headers: SecurityHeaders;
  /** Puts what the JSON API answers into the site's format; null where bodies are bare. */
  readonly renderAnswer: RenderAnswer | null;
  readonly lastSeen: LastSeen;
  readonly visits: VisitLog;
  readonly exports: ExportsAtOnce;
  /** The scopes of THROTTLE_SCOPES that routes declare, noted as each is prepared. */
  readonly declaredScopes: DeclaredScope[];
  /** Where each stage of the site is passed, noted likewise. */
  readonly stages: StageAddresses;
  /** Whether nobody else's hooks stand between our routes and the connection. */
  readonly writesDirectly: boolean;
}

export interface HttpParts {
  readonly settings: HttpSettings;
  readonly accounts: Settings;
  readonly useCases: UseCases;
  readonly clock: Clock;
  readonly sessionEngine: SessionDataStore['engine'];
  readonly languages: Languages;
  readonly stages: StageAddresses['stages'];
  readonly writesDirectly: boolean;
  /** Reads the socket and believes the trusted proxies, unless given. */
  readonly connection?: ClientConnection;
}

export function createHttpContext(parts: HttpParts): HttpContext {
  const { settings, connection = createClientConnection(settings.trustedProxies) } = parts;
  return {
    ...parts,
    signer: createSigner(settings.signingKeys),
    connection,
    remoteUser: createRemoteUserReader(settings.remoteUserHeader, connection),
    authentication: authenticationSteps(settings.apiAuthentication, parts.accounts.jwt.headerTypes),
    isAllowedHost: createHostCheck(settings.allowedHosts),
    cors: settings.cors === null ? null : createCors(settings.cors),
    trustedOrigins: createTrustedOrigins(settings.publicOrigin, settings.trustedOrigins),
    headers: createSecurityHeaders(settings),
    renderAnswer: createAnswerRenderer(settings),
    lastSeen: createLastSeen(settings.touchAfterMs),
    visits: createVisitLog(),
    exports: createExportsAtOnce(settings.exportsAtOnce, parts.clock),
    declaredScopes: [],
    stages: { stages: parts.stages, serving: [] },
  };
}

/** Writes what the interfaces noticed since the last call: activity of sessions, and visits. */
export async function flushObservations({ useCases, lastSeen, visits }: HttpContext): Promise<void> {
  const seen = lastSeen.take();
  const visited = visits.take();
  if (seen.length > 0) await useCases.session.touch({ seen });
  if (visited.length > 0) await useCases.activity.recordVisits({ visits: visited });
}
