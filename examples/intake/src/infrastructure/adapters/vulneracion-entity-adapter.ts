import type { RowOf } from 'stagedoor';
import type { Vulneracion } from '../../core/entities/vulneracion.ts';
import type { tvulneracion } from '../models/tvulneracion.ts';

type Fila = Pick<RowOf<typeof tvulneracion>, 'tipo' | 'descripcion' | 'demanda' | 'persona'>;

export function aEntidad({ tipo, descripcion, demanda, persona }: Fila): Vulneracion {
  return { tipo, descripcion, demandaId: demanda, personaId: persona };
}

export function deEntidad({ tipo, descripcion, demandaId, personaId }: Vulneracion): Fila {
  return { tipo, descripcion, demanda: demandaId, persona: personaId };
}
