import { Secret, TOTP } from 'otpauth';
import type { TimeCodes } from '../../core/second-factor/time-codes.ts';
import type { TotpKey } from '../../core/second-factor/totp-device.ts';

const SECRET_BYTES = 20;
const DRIFT_STEPS = 1;

/** The codes of RFC 6238, six digits each half minute. */
export const timeCodes: TimeCodes = {
  newKey: () => ({ secret: new Secret({ size: SECRET_BYTES }).base32, digits: 6, periodSeconds: 30 }),
  stepOf(key, code, now) {
    const token = code.replaceAll(/\s/g, '');
    if (token.length !== key.digits || !/^\d+$/.test(token)) return null;
    const timestamp = now.getTime();
    const totp = totpOf(key);
    const delta = totp.validate({ token, timestamp, window: DRIFT_STEPS });
    return delta === null ? null : totp.counter({ timestamp }) + delta;
  },
  uriOf: (key, { issuer, account }) => totpOf(key, { issuer, label: account }).toString(),
};

function totpOf(
  { secret, digits, periodSeconds }: TotpKey,
  named: { readonly issuer?: string; readonly label?: string } = {},
): TOTP {
  return new TOTP({
    ...named,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits,
    period: periodSeconds,
  });
}
