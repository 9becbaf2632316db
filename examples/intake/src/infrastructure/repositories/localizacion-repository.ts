import { AccountsError, type CreateOf, type RowsOfApplication } from 'stagedoor';
import { DatosInvalidos } from '../../core/usecases/datos-invalidos.ts';
import type { Datos, RepositorioDeLocalizaciones } from '../../core/usecases/localizacion-usecase.ts';
import { aEntidad } from '../adapters/localizacion-entity-adapter.ts';
import type { tlocalizacion } from '../models/tlocalizacion.ts';

export function localizacionRepository(
  filas: RowsOfApplication<typeof tlocalizacion>,
): RepositorioDeLocalizaciones {
  return {
    async guardar(datos) {
      try {
        return aEntidad(await filas.create(conocidos(datos)));
      } catch (error) {
        if (error instanceof AccountsError && error.refusal.code === 'invalid-input')
          throw new DatosInvalidos(codigosDe(error.refusal.fields));
        throw error;
      }
    },
  };
}

function conocidos({ calle, numero, referencia_geo, barrio }: Datos) {
  const dados = Object.entries({ calle, numero, referencia_geo, barrio }).filter(
    ([, valor]) => valor !== undefined,
  );
  // Whatever is in them: the rows read each value by the declaration.
  return Object.fromEntries(dados) as unknown as CreateOf<typeof tlocalizacion>;
}

function codigosDe(campos: Readonly<Record<string, readonly { readonly code: string }[]>>) {
  return Object.fromEntries(
    Object.entries(campos).map(([campo, problemas]) => [campo, problemas.map(({ code }) => code)]),
  );
}
