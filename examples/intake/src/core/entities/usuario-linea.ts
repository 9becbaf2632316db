/** Quien llama a la línea. */
export interface UsuarioLinea {
  readonly nombre: string;
  readonly telefono: string;
}
