/** Asks a phone for money. What comes of it is told to `callbackUrl`, a minute later or never. */
export interface MobileMoney {
  /** `mayPrompt` is asked last, right before the phone shows a prompt. */
  ask(request: MoneyRequest, signal: AbortSignal, mayPrompt: () => Promise<boolean>): Promise<void>;
}

export interface MoneyRequest {
  readonly phone: string;
  readonly amount: number;
  readonly callbackUrl: string;
}
