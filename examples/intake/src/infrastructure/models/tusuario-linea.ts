import { defineResource } from 'stagedoor';
import { conPermiso } from './acceso.ts';

export const tusuarioLinea = defineResource({
  name: 'usuario_linea',
  plural: 'usuarios_linea',
  fields: {
    nombre: { type: 'text', max: 100 },
    telefono: { type: 'text', max: 20, blank: true, label: 'teléfono' },
  },
  text: 'nombre',
  order: ['nombre'],
  search: ['nombre', '^telefono'],
  access: conPermiso('usuario_linea'),
});
