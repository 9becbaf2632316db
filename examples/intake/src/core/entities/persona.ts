/** Una niña, un niño, o un adulto de su entorno. */
export interface Persona {
  readonly nombre: string;
  readonly apellido: string;
  readonly dni: string | null;
  /** `YYYY-MM-DD`; null where nobody knows it. */
  readonly fechaNacimiento: string | null;
  readonly localizacionId: number | null;
}

/** Whether they are under age on that day (`YYYY-MM-DD`). Null where nobody knows when they were born. */
export function esMenor({ fechaNacimiento }: Persona, dia: string): boolean | null {
  if (fechaNacimiento === null) return null;
  const anio = Number(fechaNacimiento.slice(0, 4));
  return dia < `${anio + 18}${fechaNacimiento.slice(4)}`;
}
