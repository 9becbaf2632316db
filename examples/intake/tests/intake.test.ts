import { openTestSite, type SignedIn, type TestSite } from 'stagedoor/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases } from '../../../packages/stagedoor/tests/support/databases.ts';
import { senaf } from '../src/senaf.ts';
import { site } from '../src/site.ts';

describe.each(databases)('the intake on $database', ({ open }) => {
  let opened: TestSite;
  let crear: (datos: object) => Promise<unknown>;
  let drop: () => Promise<void>;
  let people: Readonly<Record<'operadora' | 'coordinadora' | 'ana', SignedIn>>;

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    const made = await openTestSite({ ...site, features: [senaf], env: database.env });
    crear = (datos) => made.stagedoor.features.senaf.crearLocalizacion({ ...datos });
    opened = made;
    await opened.stagedoor.useCases.group.seedRoles({ by: 'operator', roles: opened.stagedoor.roles });
    const member = async (...groups: readonly string[]) =>
      await opened.signInAs(await opened.createUser({ groups }), 'api-token');
    people = {
      operadora: await member('Operador'),
      coordinadora: await member('Coordinación'),
      ana: await member(),
    };
  });
  afterAll(async () => {
    await opened.close();
    await drop();
  });

  async function ask(
    by: SignedIn | null,
    [method, url]: readonly ['GET' | 'POST' | 'PATCH' | 'DELETE', string],
    payload?: object,
  ) {
    const headers = { ...by?.headers, 'accept-language': 'es' };
    const { statusCode: status, body } = await opened.app.inject({
      method,
      url,
      headers,
      ...(payload && { payload }),
    });
    return { status, body: body === '' ? null : JSON.parse(body) };
  }

  const localizacion = {
    calle: 'San Martín',
    numero: 120,
    referencia_geo: 'frente a la plaza',
    barrio: 'Centro',
  };

  test('a call is taken down from the caller to what was done to whom', async () => {
    const add = async (what: string, values: object) => {
      const { status, body } = await ask(people.operadora, ['POST', `/api/${what}/`], values);
      expect({ status, body }).toMatchObject({ status: 201, body: values });
      return body.id as number;
    };
    const lugar = await add('localizaciones', localizacion);
    const usuario_linea = await add('usuarios_linea', { nombre: 'Eva', telefono: '351 555' });
    const persona = await add('personas', {
      nombre: 'Ana',
      apellido: 'Paz',
      dni: '12345678',
      fecha_nacimiento: '2015-03-01',
      localizacion: lugar,
    });
    const demanda = await add('demandas', {
      descripcion: 'No va a la escuela',
      usuario_linea,
      localizacion: lugar,
    });
    await add('vulneraciones', { tipo: 'educacion', demanda, persona });
    const { body } = await ask(people.operadora, ['GET', `/api/demandas/${demanda}/`]);
    expect(body).toMatchObject({ estado: 'recibida', registrada_por: people.operadora.user.id });
    expect((await ask(people.operadora, ['GET', `/api/vulneraciones/?persona=${persona}`])).body.count).toBe(
      1,
    );
    expect((await ask(people.operadora, ['GET', '/api/personas/?search=paz'])).body.count).toBe(1);
    // What others stand on stays; a case goes with all that was taken down of it.
    expect((await ask(people.operadora, ['DELETE', `/api/demandas/${demanda}/`])).status).toBe(403);
    expect((await ask(people.coordinadora, ['DELETE', `/api/personas/${persona}/`])).status).toBe(409);
    expect((await ask(people.coordinadora, ['DELETE', `/api/demandas/${demanda}/`])).status).toBe(204);
    expect((await ask(people.coordinadora, ['DELETE', `/api/personas/${persona}/`])).status).toBe(204);
  });

  test.each(['localizaciones', 'usuarios_linea', 'personas', 'demandas', 'vulneraciones'])(
    '%s are shown to nobody who may not see them',
    async (what) => {
      expect((await ask(null, ['GET', `/api/${what}/`])).status).toBe(401);
      expect((await ask(people.ana, ['GET', `/api/${what}/`])).status).toBe(403);
      expect((await ask(people.ana, ['POST', `/api/${what}/`], {})).status).toBe(403);
    },
  );

  test('what is wrong is said in Spanish', async () => {
    expect((await ask(people.operadora, ['POST', '/api/localizaciones/'], { numero: 'x' })).body).toEqual({
      calle: ['Este campo es obligatorio.'],
      numero: [expect.stringContaining('número entero')],
      barrio: ['Este campo es obligatorio.'],
    });
  });

  test('the use case answers an entity, or says what is invalid', async () => {
    expect(await crear(localizacion)).toEqual({
      calle: 'San Martín',
      numero: 120,
      referenciaGeo: 'frente a la plaza',
      barrio: 'Centro',
    });
    await expect(crear({ numero: -1, barrio: '', otra: 'cosa' })).rejects.toThrow(
      'Invalid data: {"calle":["required"],"numero":["min_value"],"barrio":["blank"]}',
    );
  });

  test('whoever works there may have a date of birth, a sex and a telephone', async () => {
    const user = await opened.createUser({
      extra: { fecha_nacimiento: '1990-01-01', sexo: 'F', telefono: '351' },
    });
    const me = await opened.signInAs(user, 'api-token');
    expect((await ask(me, ['GET', '/api/users/me/'])).body).toMatchObject({
      fecha_nacimiento: '1990-01-01',
      sexo: 'F',
      telefono: '351',
    });
  });
});
