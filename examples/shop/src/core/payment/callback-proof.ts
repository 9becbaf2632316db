/** M-Pesa signs nothing. What it calls back carries this, which nobody else can make. */
export interface CallbackProof {
  of(paymentId: number): string;
  /** Compared in the same time, whatever is wrong with it. */
  isOf(paymentId: number, proof: string): boolean;
}
