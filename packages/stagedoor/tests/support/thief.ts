import { expect } from 'vitest';
import { days } from '../../src/core/kernel/clock.ts';
import { AccountsError } from '../../src/core/kernel/errors.ts';
import type { IssuedSession } from '../../src/core/session/issued-session.ts';
import type { Principal } from '../../src/core/session/session.ts';
import { type AccountsForTest, goesOn, keyIn, PASSWORD, refusedWith, resetIn } from './core.ts';

/** The mailbox that only the owner reads. */
export const OWNERS = 'ana@mail.example';
/** Those that only the thief reads. */
export const THIEFS = ['thief@mail.example', 'second@mail.example'] as const;
const OWNERS_NEW_PASSWORD = 'nine-herons-over-the-lake';
const THIEFS_PASSWORD = 'eleven-magpies-in-the-barn';

/** What a thief with the password of an account may do. Each answers whether it was let. */
export const moves = [
  'add thief@',
  'add second@',
  'make thief@ primary',
  'make second@ primary',
  'make ana@ primary',
  'change to thief@',
  'change to second@',
  'remove thief@',
  'remove ana@',
  'undo by thief@',
  'undo by second@',
  'reset by thief@',
  'change the password',
  'make a personal token',
  'take the API token',
  'wait three days',
] as const;

/** The last one takes somebody who reads the owner's mailbox. */
export type Move = (typeof moves)[number] | 'change to ana@';

/** Ana's account, a thief who has her password, and Ana, who reads nothing but her own mailbox. */
export class StolenAccount {
  readonly site: AccountsForTest;
  readonly userId: number;
  #issued: IssuedSession;
  #password = PASSWORD;
  /** Whatever the thief was ever given that opened something. */
  readonly #sessionKeys: string[] = [];
  readonly #personalTokens: string[] = [];
  readonly #apiTokens: string[] = [];
  readonly #passwords = new Set([PASSWORD, THIEFS_PASSWORD]);

  private constructor(site: AccountsForTest, userId: number, issued: IssuedSession) {
    this.site = site;
    this.userId = userId;
    this.#issued = issued;
    this.#sessionKeys.push(issued.sessionKey);
  }

  static async open(site: AccountsForTest): Promise<StolenAccount> {
    const { id } = await site.activated();
    return new StolenAccount(site, id, await site.logIn());
  }

  /** False where the move was refused. */
  async take(move: Move): Promise<boolean> {
    try {
      await this.#move(move);
      return true;
    } catch (error) {
      if (error instanceof AccountsError || error instanceof NotThere) return false;
      throw error;
    }
  }

  async #move(move: Move): Promise<unknown> {
    const { useCases } = this.site;
    const visitor = this.site.visitor();
    const [verb] = move.split(' ');
    const email = [OWNERS, ...THIEFS].find((one) => move.includes(one.slice(0, one.indexOf('@') + 1))) ?? '';
    if (verb === 'undo') return await this.#undo(email);
    if (verb === 'reset') return await this.#reset(email);
    if (verb === 'wait') return this.site.clock.advance(days(3));
    const principal = await this.#proved();
    switch (move) {
      case 'change the password':
        return await this.#changePassword(principal);
      case 'make a personal token':
        return await this.#makePersonalToken(principal);
      case 'take the API token':
        return await this.#takeApiToken();
    }
    if (verb === 'change') return await this.#change(principal, email);
    if (verb === 'add') return await this.#add(principal, email);
    const addressId = await this.#idOf(email);
    const act = { principal, addressId, visitor };
    if (verb === 'remove') return await useCases.email.removeAddress(act);
    return this.#goOn(await useCases.email.makePrimary(act));
  }

  #goOn(issued: IssuedSession): void {
    this.#issued = issued;
    this.#sessionKeys.push(issued.sessionKey);
  }

  /** The thief's session with a fresh proof. */
  async #proved(): Promise<Principal> {
    const principal = await this.site.useCases.session.findPrincipal({ sessionKey: this.#issued.sessionKey });
    if (principal === null) throw new NotThere('session');
    const visitor = this.site.visitor();
    const password = this.#password;
    this.#goOn(await this.site.useCases.login.reauthenticate({ principal, password, visitor }));
    return await this.site.principalOf(this.#issued);
  }

  async #idOf(email: string): Promise<number> {
    const known = await this.site.stores.emailAddresses.listOfUser(this.userId);
    return known.find((address) => address.email === email)?.id ?? 0;
  }

  async #add(principal: Principal, email: string): Promise<void> {
    const visitor = this.site.visitor();
    await this.site.useCases.email.addAddress({ principal, email, visitor });
    const { path } = await this.site.mail('email-add-confirm', email);
    await this.site.useCases.email.confirmAddress({ principal, key: keyIn(path), visitor });
  }

  async #change(principal: Principal, email: string): Promise<void> {
    const visitor = this.site.visitor();
    await this.site.useCases.email.requestChange({ principal, email, visitor });
    const { path } = await this.site.mail('email-change-confirm', email);
    this.#goOn(await this.site.useCases.email.confirmChange({ principal, key: keyIn(path), visitor }));
  }

  async #changePassword(principal: Principal): Promise<void> {
    const visitor = this.site.visitor();
    const words = { newPassword1: THIEFS_PASSWORD, newPassword2: THIEFS_PASSWORD };
    const change = { principal, oldPassword: this.#password, ...words, visitor };
    this.#goOn(await goesOn(this.site.useCases.password.change(change)));
    this.#password = THIEFS_PASSWORD;
  }

  async #makePersonalToken(principal: Principal): Promise<void> {
    const scope = { permissions: [], methods: 'write' } as const;
    const visitor = this.site.visitor();
    const wish = { principal, name: 'Backup', scope, expiresInDays: 365, visitor };
    this.#personalTokens.push((await this.site.useCases.personalToken.create(wish)).token);
  }

  async #takeApiToken(): Promise<void> {
    const visitor = this.site.visitor();
    const proof = { identifier: 'ana', password: this.#password, visitor };
    this.#apiTokens.push((await this.site.useCases.apiToken.obtain(proof)).key);
  }

  /** The newest way back that was mailed there. */
  async #undo(email: string): Promise<void> {
    const path = (await this.#pathsTo(email, 'email-changed')).at(-1);
    if (path === undefined) throw new NotThere('letter');
    await this.site.useCases.email.undoChange({ key: keyIn(path), visitor: this.site.visitor() });
  }

  async #reset(email: string): Promise<void> {
    const link = await this.#resetLink(email);
    if (link === undefined) throw new NotThere('letter');
    await this.#setBy(link, THIEFS_PASSWORD);
    this.#password = THIEFS_PASSWORD;
    this.#goOn(await this.site.logIn({ password: THIEFS_PASSWORD }));
  }

  async #resetLink(email: string): Promise<ResetLink | undefined> {
    const before = (await this.#pathsTo(email, 'password-reset')).length;
    await this.site.useCases.password.requestReset({ email, visitor: this.site.visitor() });
    return (await this.#pathsTo(email, 'password-reset')).slice(before).map(resetIn)[0];
  }

  async #setBy(link: ResetLink, password: string): Promise<void> {
    const words = { newPassword1: password, newPassword2: password };
    await this.site.useCases.password.reset({ ...link, ...words, visitor: this.site.visitor() });
  }

  /** What was mailed there, oldest first. */
  async #pathsTo(email: string, name: 'password-reset' | 'email-changed'): Promise<string[]> {
    return (await this.site.mails()).flatMap(({ to, mail }) => {
      if (to !== email || mail.mail !== name) return [];
      return [mail.mail === 'email-changed' ? mail.undoPath : mail.path];
    });
  }

  /**
   * The owner comes back by nothing but her mailbox: by the oldest way back that is still good where the account has left
   * it, and by a reset. The thief tries everything in between.
   */
  async recover(): Promise<void> {
    if ((await this.site.user(this.userId)).email !== OWNERS) await this.#ownersUndo();
    await this.#tryLinks();
    const link = await this.#resetLink(OWNERS);
    expect(link, 'the owner is mailed a reset').toBeDefined();
    if (link !== undefined) await this.#setBy(link, OWNERS_NEW_PASSWORD);
  }

  async #ownersUndo(): Promise<void> {
    for (const key of (await this.#pathsTo(OWNERS, 'email-changed')).map(keyIn)) {
      if ((await this.site.useCases.link.find({ purpose: 'email-change-undo', key })) === null) continue;
      await this.site.useCases.email.undoChange({ key, visitor: this.site.visitor() });
      break;
    }
    expect((await this.site.user(this.userId)).email, 'the owner has a way back').toBe(OWNERS);
  }

  /** Whatever leads to the thief's mailboxes. */
  async #tryLinks(): Promise<void> {
    const visitor = this.site.visitor();
    for (const email of THIEFS) {
      for (const key of (await this.#pathsTo(email, 'email-changed')).map(keyIn)) {
        const undoing = this.site.useCases.email.undoChange({ key, visitor });
        expect(await refusedWith(undoing), `a way back mailed to ${email}`).toBe('invalid-link');
      }
      for (const link of (await this.#pathsTo(email, 'password-reset')).map(resetIn)) {
        const resetting = this.#setBy(link, THIEFS_PASSWORD);
        expect(await refusedWith(resetting), `a reset mailed to ${email}`).toBe('invalid-link');
      }
      expect(await this.#resetLink(email), `a reset asked for at ${email}`).toBeUndefined();
    }
  }

  /** Nothing that the thief planted opens the account, and the owner is left with what is hers. */
  async expectSafe(): Promise<void> {
    const { site } = this;
    await this.#tryLinks();
    for (const sessionKey of this.#sessionKeys)
      expect(await site.useCases.session.findPrincipal({ sessionKey }), 'a session').toBeNull();
    for (const token of this.#personalTokens)
      expect(await site.useCases.personalToken.findPrincipal({ token }), 'a personal token').toBeNull();
    for (const key of this.#apiTokens)
      expect(await site.useCases.apiToken.findPrincipal({ key }), 'an API token').toMatchObject({
        refused: 'api-token',
      });
    for (const identifier of ['ana', OWNERS, ...THIEFS])
      for (const password of this.#passwords)
        expect(await refusedWith(site.logIn({ identifier, password }))).toBe('invalid-credentials');
    expect(await site.stores.devices.listOfUser(this.userId), 'known browsers').toEqual([]);
    const principal = await site.principalOf(await site.logIn({ password: OWNERS_NEW_PASSWORD }));
    for (const { id, isPrimary } of await site.useCases.email.listAddresses({ principal })) {
      if (isPrimary) continue;
      await site.useCases.email.removeAddress({ principal, addressId: id, visitor: site.visitor() });
    }
    const left = await site.stores.emailAddresses.listOfUser(this.userId);
    expect(left.map(({ email }) => email)).toEqual([OWNERS]);
  }

  /** Makes room for the next one. */
  async leave(): Promise<void> {
    await this.site.stores.users.delete(this.userId);
  }
}

interface ResetLink {
  readonly uid: string;
  readonly token: string;
}

/** What a move needs is not there. */
class NotThere extends Error {}
