import type { Signer } from '../../core/kernel/signer.ts';
import type { CookieJar } from './cookie-jar.ts';
import { type FlashMessage, packMessages, unpackMessages } from './flash-messages.ts';

/** The messages that a request brought along and that its answer shows or passes on. */
export class FlashHandle {
  readonly #jar: CookieJar;
  readonly #signer: Signer;
  #added: FlashMessage[] = [];

  constructor(jar: CookieJar, signer: Signer) {
    this.#jar = jar;
    this.#signer = signer;
  }

  get hasAdded(): boolean {
    return this.#added.length > 0;
  }

  add(message: FlashMessage): void {
    this.#added.push(message);
  }

  /** All of them, to be shown now; gone afterwards. */
  take(): readonly FlashMessage[] {
    const sent = this.#jar.readOwn('messages');
    const messages = [...unpackMessages(this.#signer, sent), ...this.#added];
    this.#added = [];
    if (sent !== null) this.#jar.deleteOwn('messages');
    return messages;
  }

  /** Passes on what was not shown. */
  keep(): void {
    const sent = unpackMessages(this.#signer, this.#jar.readOwn('messages'));
    this.#jar.setOwn('messages', packMessages(this.#signer, [...sent, ...this.#added]));
  }
}
