import { defineFeature, type FeatureParts } from 'stagedoor';
import { localizacionUseCases } from './core/usecases/localizacion-usecase.ts';
import { steps } from './infrastructure/migrations/steps.ts';
import { tdemanda } from './infrastructure/models/tdemanda.ts';
import { tlocalizacion } from './infrastructure/models/tlocalizacion.ts';
import { tpersona } from './infrastructure/models/tpersona.ts';
import { tusuarioLinea } from './infrastructure/models/tusuario-linea.ts';
import { tvulneracion } from './infrastructure/models/tvulneracion.ts';
import { localizacionRepository } from './infrastructure/repositories/localizacion-repository.ts';

export const senaf = defineFeature({
  name: 'senaf',
  resources: [tlocalizacion, tusuarioLinea, tpersona, tdemanda, tvulneracion],
  migrations: steps,
  migrationsFolder: 'src/infrastructure/migrations',
  useCases: ({ rows }: FeatureParts<object>) =>
    localizacionUseCases(localizacionRepository(rows(tlocalizacion, 'application'))),
});
