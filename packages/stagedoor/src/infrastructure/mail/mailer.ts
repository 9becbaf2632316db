/** One rendered e-mail to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /**
   * The same for every try of one job: by it a mail that was sent twice, because the server died after taking it, can
   * be recognised. Letters, digits, `-` and `_`; the mailer adds the domain.
   */
  readonly messageId: string;
  /** Where whoever gets it stops more of its kind, by a POST that nobody has to log in for (RFC 8058). */
  readonly stopUrl?: string;
}

/** What takes e-mails away. */
export interface Mailer {
  /**
   * Resolves once the next server (or the catcher's disk) has taken the mail; rejects otherwise, and the caller tries
   * again later. `signal` gives the try up.
   *
   * @throws UndeliverableMail when no try can ever succeed.
   */
  send(mail: Mail, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
