import { defineResource } from 'stagedoor';
import { conPermiso } from './acceso.ts';

export const tpersona = defineResource({
  name: 'persona',
  fields: {
    nombre: { type: 'text', max: 100 },
    apellido: { type: 'text', max: 100 },
    dni: { type: 'text', max: 12, nullable: true, unique: true, label: 'DNI' },
    fecha_nacimiento: { type: 'date', nullable: true, label: 'fecha de nacimiento' },
    localizacion: { type: 'reference', to: 'localizacion', onDelete: 'set null', nullable: true },
  },
  text: 'apellido',
  order: ['apellido', 'nombre'],
  search: ['nombre', 'apellido', '=dni'],
  filters: { fecha_nacimiento: ['gte', 'lte', 'isnull'], localizacion: ['exact'] },
  access: conPermiso('persona'),
});
