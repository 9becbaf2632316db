import { expect, test } from 'vitest';
import { esMenor } from '../src/core/entities/persona.ts';
import {
  aEntidad as aDemanda,
  deEntidad as deDemanda,
} from '../src/infrastructure/adapters/demanda-entity-adapter.ts';
import { aEntidad, deEntidad } from '../src/infrastructure/adapters/localizacion-entity-adapter.ts';
import {
  aEntidad as aPersona,
  deEntidad as dePersona,
} from '../src/infrastructure/adapters/persona-entity-adapter.ts';
import {
  aEntidad as aUsuario,
  deEntidad as deUsuario,
} from '../src/infrastructure/adapters/usuario-linea-entity-adapter.ts';
import {
  aEntidad as aVulneracion,
  deEntidad as deVulneracion,
} from '../src/infrastructure/adapters/vulneracion-entity-adapter.ts';

const localizacion = {
  calle: 'San Martín',
  numero: 120,
  referencia_geo: 'frente a la plaza',
  barrio: 'Centro',
};
const persona = {
  nombre: 'Ana',
  apellido: 'Paz',
  dni: null,
  fecha_nacimiento: '2010-02-28',
  localizacion: 7,
};
const demanda = { descripcion: 'Llamada', estado: 'recibida', usuario_linea: 1, localizacion: 2 } as const;
const vulneracion = { tipo: 'salud', descripcion: '', demanda: 1, persona: 2 } as const;

test('each adapter makes an entity of a row, and the row of the entity', () => {
  expect(deEntidad(aEntidad(localizacion))).toEqual(localizacion);
  expect(Object.keys(deEntidad(aEntidad(localizacion)))).toEqual([
    'calle',
    'numero',
    'referencia_geo',
    'barrio',
  ]);
  expect(deUsuario(aUsuario({ nombre: 'Eva', telefono: '' }))).toEqual({ nombre: 'Eva', telefono: '' });
  expect(dePersona(aPersona(persona))).toEqual(persona);
  expect(deDemanda(aDemanda(demanda))).toEqual(demanda);
  expect(deVulneracion(aVulneracion(vulneracion))).toEqual(vulneracion);
});

test.each([
  ['2010-02-28', '2028-02-27', true],
  ['2010-02-28', '2028-02-28', false],
  [null, '2028-02-28', null],
])('who was born on %s is under age on %s: %s', (fecha_nacimiento, dia, menor) => {
  expect(esMenor(aPersona({ ...persona, fecha_nacimiento }), dia)).toBe(menor);
});
