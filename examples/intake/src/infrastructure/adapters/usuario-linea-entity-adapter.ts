import type { RowOf } from 'stagedoor';
import type { UsuarioLinea } from '../../core/entities/usuario-linea.ts';
import type { tusuarioLinea } from '../models/tusuario-linea.ts';

type Fila = Pick<RowOf<typeof tusuarioLinea>, 'nombre' | 'telefono'>;

export function aEntidad({ nombre, telefono }: Fila): UsuarioLinea {
  return { nombre, telefono };
}

export function deEntidad({ nombre, telefono }: UsuarioLinea): Fila {
  return { nombre, telefono };
}
