/** What webhooks may be told. Times are milliseconds. */
export interface Settings {
  readonly webhook: {
    /** How long one try may take. */
    readonly timeoutMs: number;
    /** An endpoint at which everything failed for so long is disabled. */
    readonly disableAfterMs: number;
    /** How long a delivery that is over stays in the log, with what it carried. */
    readonly logMs: number;
    /** Whether an address without TLS may be added. */
    readonly allowsClearText: boolean;
  };
}
