import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CallbackProof } from '../../core/payment/callback-proof.ts';

const HOUR_MS = 3_600_000;

/** When it ends, and HMAC-SHA-256 over that and the payment's key (RFC 2104). */
export function hmacCallbackProof(secret: string, now: () => Date): CallbackProof {
  const bytesOf = (paymentId: number, end: string) =>
    createHmac('sha256', secret).update(`mpesa:${paymentId}:${end}`).digest();
  return {
    of(paymentId) {
      const end = String(now().getTime() + HOUR_MS);
      return `${end}.${bytesOf(paymentId, end).toString('base64url')}`;
    },
    isOf(paymentId, proof) {
      const [end = '', signed = ''] = proof.split('.');
      const [right, given] = [bytesOf(paymentId, end), Buffer.from(signed, 'base64url')];
      const isOurs = given.length === right.length && timingSafeEqual(given, right);
      return isOurs && now().getTime() < Number(end);
    },
  };
}
