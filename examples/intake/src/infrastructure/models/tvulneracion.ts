import { defineResource } from 'stagedoor';
import { conPermiso } from './acceso.ts';

export const tvulneracion = defineResource({
  name: 'vulneracion',
  plural: 'vulneraciones',
  fields: {
    tipo: {
      type: 'choice',
      of: {
        maltrato: 'Maltrato',
        abandono: 'Abandono',
        salud: 'Derecho a la salud',
        educacion: 'Derecho a la educación',
        otra: 'Otra',
      },
    },
    descripcion: { type: 'long-text', blank: true, label: 'descripción' },
    demanda: { type: 'reference', to: 'demanda', onDelete: 'cascade' },
    persona: { type: 'reference', to: 'persona', onDelete: 'protect' },
  },
  order: ['demanda', 'tipo'],
  filters: { tipo: ['exact', 'in'], demanda: ['exact'], persona: ['exact'] },
  access: conPermiso('vulneracion'),
});
