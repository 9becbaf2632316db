import { defineResource } from 'stagedoor';
import { conPermiso } from './acceso.ts';

export const tdemanda = defineResource({
  name: 'demanda',
  labels: { one: { en: 'request', es: 'demanda' }, many: { en: 'requests', es: 'demandas' } },
  fields: {
    descripcion: { type: 'long-text', label: 'descripción' },
    estado: {
      type: 'choice',
      of: { recibida: 'Recibida', en_curso: 'En curso', cerrada: 'Cerrada' },
      default: 'recibida',
    },
    usuario_linea: { type: 'reference', to: 'usuario_linea', onDelete: 'protect', label: 'usuario de línea' },
    localizacion: { type: 'reference', to: 'localizacion', onDelete: 'protect', label: 'localización' },
    registrada_por: { type: 'reference', to: 'user', onDelete: 'set null', nullable: true, set: 'caller' },
    recibida_en: { type: 'moment', set: 'created' },
  },
  order: ['-recibida_en'],
  search: ['descripcion'],
  filters: { estado: ['exact', 'in'], localizacion: ['exact'] },
  access: conPermiso('demanda'),
});
