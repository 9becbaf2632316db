import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CallbackProof } from '../../core/payment/callback-proof.ts';

/** HMAC-SHA-256 over the payment's key (RFC 2104). */
export function hmacCallbackProof(secret: string): CallbackProof {
  const bytesOf = (paymentId: number) => createHmac('sha256', secret).update(`mpesa:${paymentId}`).digest();
  return {
    of: (paymentId) => bytesOf(paymentId).toString('base64url'),
    isOf(paymentId, proof) {
      const [right, given] = [bytesOf(paymentId), Buffer.from(proof, 'base64url')];
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
