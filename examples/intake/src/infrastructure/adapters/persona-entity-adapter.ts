import type { RowOf } from 'stagedoor';
import type { Persona } from '../../core/entities/persona.ts';
import type { tpersona } from '../models/tpersona.ts';

type Fila = Pick<RowOf<typeof tpersona>, 'nombre' | 'apellido' | 'dni' | 'fecha_nacimiento' | 'localizacion'>;

export function aEntidad({ nombre, apellido, dni, fecha_nacimiento, localizacion }: Fila): Persona {
  return { nombre, apellido, dni, fechaNacimiento: fecha_nacimiento, localizacionId: localizacion };
}

export function deEntidad({ nombre, apellido, dni, fechaNacimiento, localizacionId }: Persona): Fila {
  return { nombre, apellido, dni, fecha_nacimiento: fechaNacimiento, localizacion: localizacionId };
}
