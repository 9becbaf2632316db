import { inBothLanguages } from '../both-languages.ts';

/** What a repeated request is refused with. */
export const idempotencyTexts = inBothLanguages({
  en: {
    'request-running': 'A request with this Idempotency-Key is being carried out.',
    'request-repeated': 'This request was carried out already; its answer is not given twice.',
    'idempotency-key-reused': 'This Idempotency-Key was used for another request.',
  },
  es: {
    'request-running': 'Una solicitud con esta Idempotency-Key está en curso.',
    'request-repeated': 'Esta solicitud ya se ha atendido; su respuesta no se da dos veces.',
    'idempotency-key-reused': 'Esta Idempotency-Key se usó para otra solicitud.',
  },
});
