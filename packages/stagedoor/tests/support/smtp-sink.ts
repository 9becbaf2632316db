import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from 'smtp-server';

/** A mail as it arrived over a real SMTP conversation. */
export interface ArrivedMail {
  /** The envelope's recipients: who would get it, whatever the headers say. */
  readonly recipients: readonly string[];
  readonly email: Email;
  readonly raw: string;
  /** `performance.now()` when its first byte was seen. */
  readonly arrivedAt: number;
  /** False where the connection died before the sender could learn that the mail was taken. */
  readonly wasAnswered: boolean;
}

/** What the sink does with the next mail; `accept` when nothing else is scripted. */
export type SinkBehaviour =
  | 'accept'
  /** Takes the mail for good, then the connection dies before the answer. */
  | 'die-after-data'
  /** Never answers the mail. */
  | 'hang'
  | 'refuse-for-now'
  | 'refuse-for-good'
  | 'refuse-recipient'
  /** Refuses for good and quotes all it was given, as content filters do. */
  | 'refuse-and-quote';

export interface SmtpSink {
  readonly port: number;
  readonly url: string;
  /** In order of arrival, taken mails only. */
  readonly mails: readonly ArrivedMail[];
  /** How many mails were brought to the end of DATA, taken or not. */
  readonly tries: number;
  /** Scripts what happens to the next mails, one each. */
  next(...behaviours: readonly SinkBehaviour[]): void;
  close(): Promise<void>;
}

/** A real SMTP server on a free port of this machine. Without `options.key` it offers no STARTTLS. */
export async function startSmtpSink(options: SMTPServerOptions = {}, port = 0): Promise<SmtpSink> {
  const mails: ArrivedMail[] = [];
  const script: SinkBehaviour[] = [];
  let tries = 0;
  const server = new SMTPServer({
    logger: false,
    closeTimeout: 100,
    authOptional: true,
    disabledCommands: options.key ? [] : ['STARTTLS'],
    onRcptTo(_address, _session, answer) {
      if (script[0] !== 'refuse-recipient') return answer();
      script.shift();
      answer(smtpError(550));
    },
    onData(stream, session, answer) {
      const recipients = session.envelope.rcptTo.map((recipient) => recipient.address);
      const arrivedAt = performance.now();
      void take(stream).then(async (raw) => {
        if (raw === null) return;
        tries += 1;
        const behaviour = script.shift() ?? 'accept';
        if (behaviour === 'hang') return;
        if (behaviour === 'refuse-for-now') return answer(smtpError(451));
        if (behaviour === 'refuse-for-good') return answer(smtpError(554));
        if (behaviour === 'refuse-and-quote') return answer(quoting(raw, recipients));
        const wasAnswered = behaviour === 'accept';
        mails.push({ recipients, email: await PostalMime.parse(raw), raw, arrivedAt, wasAnswered });
        if (wasAnswered) return answer(null, 'taken');
        for (const connection of server.connections) {
          if (connection.session.id === session.id) connection._socket.destroy();
        }
      });
    },
    ...options,
  });
  // A client that goes away in mid-sentence is part of the game.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '0.0.0.0', resolve));
  const bound = (server.server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `smtp://127.0.0.1:${bound}`,
    mails,
    get tries() {
      return tries;
    },
    next: (...behaviours) => void script.push(...behaviours),
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

function smtpError(responseCode: number): Error {
  return Object.assign(new Error('scripted'), { responseCode });
}

function quoting(raw: string, recipients: readonly string[]): Error {
  const words = `5.7.1 ${recipients.join()} may not get ${raw.replace(/=?\r\n/g, ' ')}`;
  return Object.assign(new Error(words), { responseCode: 554 });
}

/** The whole mail, or null when the client went away in the middle of it. */
async function take(stream: SMTPServerDataStream): Promise<string | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  } catch {
    return null;
  }
}
