/** The texts of one feature: what English says, Spanish says too, or it does not compile. */
export interface BothLanguages<English> {
  readonly en: English;
  readonly es: { readonly [Key in keyof English]: string };
}

export function inBothLanguages<const English>(texts: BothLanguages<English>): BothLanguages<English> {
  return texts;
}
