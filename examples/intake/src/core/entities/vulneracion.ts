/** Un derecho que se le vulnera a una persona, según una demanda. */
export interface Vulneracion {
  readonly tipo: 'maltrato' | 'abandono' | 'salud' | 'educacion' | 'otra';
  readonly descripcion: string;
  readonly demandaId: number;
  readonly personaId: number;
}
