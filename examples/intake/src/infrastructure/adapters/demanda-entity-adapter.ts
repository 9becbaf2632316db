import type { RowOf } from 'stagedoor';
import type { Demanda } from '../../core/entities/demanda.ts';
import type { tdemanda } from '../models/tdemanda.ts';

type Fila = Pick<RowOf<typeof tdemanda>, 'descripcion' | 'estado' | 'usuario_linea' | 'localizacion'>;

export function aEntidad({ descripcion, estado, usuario_linea, localizacion }: Fila): Demanda {
  return { descripcion, estado, usuarioLineaId: usuario_linea, localizacionId: localizacion };
}

export function deEntidad({ descripcion, estado, usuarioLineaId, localizacionId }: Demanda): Fila {
  return { descripcion, estado, usuario_linea: usuarioLineaId, localizacion: localizacionId };
}
