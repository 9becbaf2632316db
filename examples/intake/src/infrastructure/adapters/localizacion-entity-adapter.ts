import type { RowOf } from 'stagedoor';
import type { Localizacion } from '../../core/entities/localizacion.ts';
import type { tlocalizacion } from '../models/tlocalizacion.ts';

type Fila = Pick<RowOf<typeof tlocalizacion>, 'calle' | 'numero' | 'referencia_geo' | 'barrio'>;

export function aEntidad({ calle, numero, referencia_geo: referenciaGeo, barrio }: Fila): Localizacion {
  return { calle, numero, referenciaGeo, barrio };
}

export function deEntidad({ calle, numero, referenciaGeo: referencia_geo, barrio }: Localizacion): Fila {
  return { calle, numero, referencia_geo, barrio };
}
