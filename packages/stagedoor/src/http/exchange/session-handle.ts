import { StorageUnavailable } from '../../core/kernel/storage-unavailable.ts';
import type { Visitor } from '../../core/kernel/visitor.ts';
import type { IssuedSession } from '../../core/session/issued-session.ts';
import { policyExpiry } from '../../core/session/save-session.ts';
import type { Session, SessionData } from '../../core/session/session.ts';
import type { HttpContext } from '../context/http-context.ts';
import type { CookieJar } from '../cookie/cookie-jar.ts';
import { findOnlyLive, type OnAmbiguous } from '../cookie/find-only-live.ts';
import { SessionAccess } from '../cookie/session-access.ts';
import {
  readSessionCookies,
  readSignedData,
  type SentSession,
  serializeSessionCookie,
  signSessionData,
} from '../cookie/session-cookie.ts';
import { RequestProblem } from '../request/problem.ts';

/** The session of one request: which one the cookie asks for, its data, and what the answer says of it. */
export class SessionHandle {
  readonly #jar: CookieJar;
  readonly #context: HttpContext;
  readonly #onAmbiguous: OnAmbiguous;
  #asked: readonly SentSession[] | undefined;
  #access: Promise<SessionAccess> | undefined;
  #isIgnored = false;

  constructor(jar: CookieJar, context: HttpContext, onAmbiguous: OnAmbiguous) {
    this.#jar = jar;
    this.#context = context;
    this.#onAmbiguous = onAmbiguous;
  }

  get wasRead(): boolean {
    return this.#asked !== undefined;
  }

  /** Whether a cookie asks for a session, alive or not. */
  get wasSent(): boolean {
    return this.#sent.length > 0;
  }

  /** Whether several cookies came, of which nobody has looked yet which one lives. */
  get isAmbiguous(): boolean {
    return this.#sent.length > 1;
  }

  /** The key in the one cookie; null where none came, and where `find` has to look first which of several lives. */
  get key(): string | null {
    return this.#sent.length === 1 ? (this.#sent[0]?.key ?? null) : null;
  }

  /** The keys of all that came, however many (headers have an end): whoever logs out leaves each. */
  get sentKeys(): readonly string[] {
    return this.#read().map(({ key }) => key);
  }

  get #sent(): readonly SentSession[] {
    this.#asked ??= this.#read();
    return this.#asked;
  }

  #read(): readonly SentSession[] {
    return readSessionCookies(this.#jar.header, this.#context.settings.sessionCookie);
  }

  /**
   * What the cookie asks for: of several, the session that lives, and somebody's before one that nobody is logged in with.
   *
   * @throws RequestProblem `bad-request` where somebody is logged in with two of them; at the log-out, which ends both, null.
   */
  async find(): Promise<SentSession | null> {
    if (this.isAmbiguous) {
      const chosen = await this.#chosen();
      this.#asked = chosen === null ? [] : [chosen];
    }
    return this.#sent[0] ?? null;
  }

  async #chosen(): Promise<SentSession | null> {
    const nobodys: SentSession[] = [];
    const isSomebodys = async (sent: SentSession) => {
      const found = await this.#context.useCases.session.find({ sessionKey: sent.key });
      if (found?.userId === null) nobodys.push(sent);
      return found !== null && found.userId !== null;
    };
    const somebodys = await findOnlyLive(this.#sent, isSomebodys, this.#onAmbiguous);
    if (somebodys.found === 'one') return somebodys.one;
    return somebodys.found === 'unclear' ? null : (nobodys[0] ?? null);
  }

  access(): Promise<SessionAccess> {
    this.#access ??= this.#load();
    return this.#access;
  }

  async #load(): Promise<SessionAccess> {
    const sent = await this.find();
    const { useCases, sessionEngine, signer } = this.#context;
    const loaded = sent === null ? null : await useCases.session.load({ sessionKey: sent.key });
    if (loaded === null) return new SessionAccess({});
    const inCookie = sessionEngine === 'signed-cookies';
    return new SessionAccess(
      inCookie ? readSignedData(signer, loaded.session, sent?.signedData ?? null) : loaded.data,
    );
  }

  /** Goes on with a session just issued. Data of another user must not move along. */
  async start(issued: IssuedSession, isOtherUser: boolean): Promise<void> {
    if (isOtherUser) this.#access = Promise.resolve(new SessionAccess({}));
    await this.#carrySignedData();
    this.#send(issued.sessionKey, issued.session);
  }

  /** The browser forgets the session; what is set from now on makes a new one. */
  forget(): void {
    this.#asked = [];
    this.#access = Promise.resolve(new SessionAccess({}));
    this.#jar.delete(this.#context.settings.sessionCookie);
  }

  /** A use case may have ended the session that the cookie asks for, or it was over before. */
  async forgetIfEnded(): Promise<void> {
    const sent = await this.find();
    if (sent === null) return;
    if ((await this.#context.useCases.session.find({ sessionKey: sent.key })) === null) this.forget();
  }

  /** The request has no session, whatever cookie came, and what is put into it is kept nowhere. */
  ignore(): void {
    this.#asked = [];
    this.#access = undefined;
    this.#isIgnored = true;
  }

  get mayHaveChanged(): boolean {
    if (this.#isIgnored) return false;
    return this.#access !== undefined || this.#context.settings.savesSessionOnEveryRequest;
  }

  /**
   * Stores the data if it changed (or always, where the site wants that), and renews the cookie then. What only renews, or
   * can be done without, does not fail, as the request is carried out by then.
   *
   * @param onNotSaved Hears why.
   */
  async save(visitor: () => Visitor, onNotSaved: (why: StorageUnavailable) => void): Promise<void> {
    const always = this.#context.settings.savesSessionOnEveryRequest;
    const { isModified, isNeeded } = await this.#changes();
    if (!isModified && !always) return;
    try {
      if (this.#access === undefined && (await this.find()) === null) return;
      await this.#store(await this.access(), visitor());
    } catch (error) {
      if (isNeeded) throw error;
      if (error instanceof StorageUnavailable) onNotSaved(error);
      // Of two cookies that are both somebody's none is renewed.
      else if (!(error instanceof RequestProblem)) throw error;
    }
  }

  /** What could not be loaded was changed by nobody, and who asked for it heard why. */
  async #changes(): Promise<Pick<SessionAccess, 'isModified' | 'isNeeded'>> {
    const none = { isModified: false, isNeeded: false };
    return this.#access === undefined ? none : await this.#access.catch(() => none);
  }

  async #store(access: SessionAccess, visitor: Visitor): Promise<void> {
    const sessionKey = (await this.find())?.key ?? null;
    const data = access.toData();
    if (sessionKey === null && Object.keys(data).length === 0) return;
    const saved = await this.#context.useCases.session.save({
      sessionKey,
      data,
      expiry: access.chosenExpiry === 'policy' ? policyExpiry(this.#context.accounts) : access.chosenExpiry,
      visitor,
    });
    if (saved === null) this.forget();
    else if (saved.sessionKey !== null) this.#send(saved.sessionKey, saved.session, data);
  }

  #send(key: string, session: Session, data: SessionData = {}): void {
    const { settings, sessionEngine, signer, clock } = this.#context;
    const inCookie = sessionEngine === 'signed-cookies' && Object.keys(data).length > 0;
    const signedData = inCookie ? signSessionData(signer, session, data) : null;
    this.#asked = [{ key, signedData }];
    const issued = { key, session, signedData, now: clock.now() };
    this.#jar.put(settings.sessionCookie.name, serializeSessionCookie(settings.sessionCookie, issued));
  }

  /** Data in a cookie is signed for one session: marked as changed, it is signed anew for the next one. */
  async #carrySignedData(): Promise<void> {
    if (this.#context.sessionEngine !== 'signed-cookies') return;
    const access = await this.access();
    if (access.names().length > 0) access.carry();
  }
}
