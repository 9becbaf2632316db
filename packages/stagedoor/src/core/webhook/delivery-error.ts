/**
 * Why something was not received: a code, and after a blank the number or the code that belongs to it. It is what is stored and shown to programs; the words
 * are of whoever shows it (`texts/delivery-error-text.ts`).
 */
export type DeliveryError =
  /** By this status. */
  | `answered ${number}`
  /** Within so many seconds. */
  | `no-answer ${number}`
  /** A code of the network, of TLS, or of ours (`PRIVATE_ADDRESS`). */
  | `unreached ${string}`
  /** No key opens it. */
  | 'unreadable'
  /** Its endpoint was, while it waited. */
  | 'disabled'
  /** So many of its type waited already. */
  | `too-many ${number}`;
