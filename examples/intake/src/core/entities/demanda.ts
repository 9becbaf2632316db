/** Lo que se pide a la línea, y en qué quedó. */
export interface Demanda {
  readonly descripcion: string;
  readonly estado: 'recibida' | 'en_curso' | 'cerrada';
  readonly usuarioLineaId: number;
  readonly localizacionId: number;
}
