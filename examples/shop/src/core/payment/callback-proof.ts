/** M-Pesa signs nothing. What it calls back carries this, which nobody else can make, and which is good for an hour: addresses stand in logs. */
export interface CallbackProof {
  of(paymentId: number): string;
  /** Compared in the same time, whatever is wrong with it. */
  isOf(paymentId: number, proof: string): boolean;
}
