/** What was sent is no entity: the message says what is wrong with which field. */
export class DatosInvalidos extends Error {
  constructor(errores: object) {
    super(`Invalid data: ${JSON.stringify(errores)}`);
    this.name = 'DatosInvalidos';
  }
}
