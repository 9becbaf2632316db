import { defineResource } from 'stagedoor';
import { conPermiso } from './acceso.ts';

export const tlocalizacion = defineResource({
  name: 'localizacion',
  plural: 'localizaciones',
  fields: {
    calle: { type: 'text', max: 100 },
    numero: { type: 'integer', min: 0, nullable: true, label: 'número' },
    referencia_geo: { type: 'text', max: 200, blank: true, label: 'referencia geográfica' },
    barrio: { type: 'text', max: 100 },
  },
  text: 'calle',
  order: ['barrio', 'calle'],
  search: ['calle', 'barrio', 'referencia_geo'],
  filters: { barrio: ['exact', 'icontains'] },
  access: conPermiso('localizacion'),
});
