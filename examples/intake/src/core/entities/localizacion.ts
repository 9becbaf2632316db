/** Dónde ocurre algo, o dónde vive alguien. */
export interface Localizacion {
  readonly calle: string;
  /** Null where the street has none. */
  readonly numero: number | null;
  readonly referenciaGeo: string;
  readonly barrio: string;
}
