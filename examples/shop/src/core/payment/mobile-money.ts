/** Asks a phone for money. What comes of it is told to `callbackUrl`, a minute later or never. */
export interface MobileMoney {
  ask(request: MoneyRequest, signal: AbortSignal): Promise<void>;
}

export interface MoneyRequest {
  readonly phone: string;
  readonly amount: number;
  readonly callbackUrl: string;
}
