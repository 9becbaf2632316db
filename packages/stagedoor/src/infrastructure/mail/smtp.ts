import type { Transporter } from 'nodemailer';
import { seconds } from '../../core/kernel/clock.ts';
import { hostOf } from '../../core/kernel/host-of.ts';
import { isLoopbackHost } from '../../core/kernel/this-machine.ts';
import { parseSender, type Sender } from '../../core/outbox/parse-sender.ts';
import { classifyMailFault } from './mail-server-answer.ts';
import { exactMailbox } from './mailbox.ts';
import type { Mail, Mailer } from './mailer.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465` (TLS from the first byte). */
  readonly url: string;
  /** `noreply@example.com`, or with a name: `Example <noreply@example.com>`. */
  readonly from: string;
  /** In production nothing is said in the clear to a host that is not this machine (ASVS V12.3.1). */
  readonly production: boolean;
  /** PEM of the only authorities to trust, where the server's certificate is from an own one (ASVS V12.3.4). */
  readonly certificateAuthorities?: string;
  readonly timeouts?: Partial<SmtpTimeouts>;
}

interface SmtpTimeouts {
  readonly connectionMs: number;
  readonly greetingMs: number;
  readonly idleMs: number;
}

const TIMEOUTS: SmtpTimeouts = { connectionMs: seconds(5), greetingMs: seconds(5), idleMs: seconds(15) };

/**
 * Sends by SMTP over a few kept connections. Never retries by itself: the job does, so that a server that died after
 * taking a mail leads to one duplicate at most. The settings are judged here and now, but the library that speaks SMTP
 * is loaded with the first letter: it would be a tenth of what a start costs.
 *
 * @throws TypeError when the sender is not one address, or the URL is none.
 */
export function createSmtpMailer(options: SmtpOptions): Mailer {
  const from = readSender(options.from);
  const connection = { ...connectionOf(options), ...GUARDS };
  let opening: Promise<Transporter> | undefined;
  // One for all e-mails, those that come while the library is being loaded included.
  const open = () => {
    opening ??= openTransport(connection).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    async send(mail, signal) {
      const to = exactMailbox(mail.to);
      const transport = await open();
      const sending = transport.sendMail({
        ...contentOf(mail),
        from,
        to: { name: '', address: to },
        // The envelope is stated, not read from the headers: this address and no other.
        envelope: { from: from.address, to: [to] },
        messageId: `<${mail.messageId}@${domainOf(from.address)}>`,
        ...(signal ? { signal } : {}),
      });
      await sending.catch((error: unknown) => {
        throw classifyMailFault(error);
      });
    },
    async close() {
      (await opening?.catch(() => null))?.close();
    },
  };
}

/** Text only: no e-mail attaches a file, and nothing that a person typed may name a file or an address to fetch. */
const GUARDS = { disableFileAccess: true, disableUrlAccess: true } as const;

async function openTransport(
  connection: ReturnType<typeof connectionOf> & typeof GUARDS,
): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport(connection);
}

function contentOf({ subject, html, text, stopUrl }: Mail) {
  const headers = { 'Auto-Submitted': 'auto-generated', ...stopHeaders(stopUrl) };
  return { subject: oneLine(subject), html, text, headers };
}

/** One click for mail programs, where the address is one that they may post to: RFC 8058 wants https. */
function stopHeaders(stopUrl: string | undefined): Readonly<Record<string, string>> {
  if (stopUrl === undefined) return {};
  const oneClick = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  return { 'List-Unsubscribe': `<${stopUrl}>`, ...(stopUrl.startsWith('https:') ? oneClick : {}) };
}

function connectionOf(options: SmtpOptions) {
  const url = new URL(options.url);
  const secure = url.protocol === 'smtps:';
  const isLocal = isLoopbackHost(url.hostname);
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const auth =
    url.username === '' ? {} : { auth: { user: decode(url.username), pass: decode(url.password) } };
  return {
    ...auth,
    pool: true as const,
    maxConnections: 2,
    maxRequeues: 0,
    host: hostOf(url),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A catcher on this machine often offers STARTTLS with a certificate that nobody can check.
    ignoreTLS: isLocal,
    // A password never travels in the clear, production or not.
    requireTLS: !secure && !isLocal && (options.production || url.username !== ''),
    connectionTimeout: timeouts.connectionMs,
    dnsTimeout: timeouts.connectionMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.idleMs,
    ...(options.certificateAuthorities ? { tls: { ca: options.certificateAuthorities } } : {}),
  };
}

function readSender(text: string): Sender {
  const sender = parseSender(text);
  if (sender === null) throw new TypeError('the sender must be one address');
  return { name: sender.name, address: exactMailbox(sender.address) };
}

function decode(part: string): string {
  return decodeURIComponent(part);
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** A subject is one header line whatever a name in it holds. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
