import type { Localizacion } from '../entities/localizacion.ts';

/** What was sent, as nobody has looked at it yet. */
export type Datos = Readonly<Record<string, unknown>>;

export interface RepositorioDeLocalizaciones {
  /** @throws DatosInvalidos where it is no location */
  guardar(datos: Datos): Promise<Localizacion>;
}

export interface CasosDeLocalizacion {
  /** @throws DatosInvalidos */
  crearLocalizacion(datos: Datos): Promise<Localizacion>;
}

export function localizacionUseCases(localizaciones: RepositorioDeLocalizaciones): CasosDeLocalizacion {
  return { crearLocalizacion: (datos) => localizaciones.guardar(datos) };
}
