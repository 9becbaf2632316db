import type { Site } from 'stagedoor';
import { senaf } from './senaf.ts';

const modelos = ['localizacion', 'usuario_linea', 'persona', 'demanda', 'vulneracion'];
const permisos = (...acciones: readonly string[]) =>
  acciones.flatMap((accion) => modelos.map((modelo) => `senaf.${accion}_${modelo}`));

export const site: Site = {
  defaults: { SITE_NAME: 'SENAF-RUNNA' },
  config: {
    extraFields: {
      fecha_nacimiento: { type: 'date', nullable: true, label: 'Fecha de nacimiento' },
      sexo: { type: 'choice', choices: { M: 'Male', F: 'Female' }, nullable: true, label: 'Sexo' },
      telefono: { type: 'text', maxLength: 20, default: '', label: 'Teléfono' },
    },
  },
  features: [senaf],
  roles: [
    { group: 'Operador', permissions: permisos('view', 'add', 'change') },
    { group: 'Coordinación', permissions: permisos('view', 'add', 'change', 'delete') },
  ],
};
