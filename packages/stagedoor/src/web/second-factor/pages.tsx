import { AccountsError } from '../../core/kernel/errors.ts';
import type { PasskeyCeremony } from '../../core/passkey/ceremony.ts';
import { reauthenticationOf } from '../../core/second-factor/reauthenticate-by-passkey.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { askForPasskey } from '../../http/exchange/pass-by-passkey.ts';
import { passSecondFactor } from '../../http/exchange/pass-second-factor.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { enterContinued, findAtStage } from '../login/pass-stage.ts';
import { safeNext } from '../next.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { SecondFactorEnterView, SecondFactorProveView } from './enter-views.tsx';
import { withFactorProof } from './factor-proof.ts';
import { RecoveryCodesView, TotpSetUpView } from './set-up-views.tsx';
import { SecondFactorsView } from './views.tsx';

const STAGE = 'second-factor';
const codeFields = { code: 'text', next: 'text' } as const;

export const enterForm: FormPage<typeof codeFields> = {
  fields: codeFields,
  async draw(exchange, form, input) {
    await findAtStage(exchange, STAGE);
    const next = safeNext(exchange);
    const passkey = await unlessNone(() => askForPasskey(exchange));
    return await answerPage(
      exchange,
      (page) => <SecondFactorEnterView page={page} form={form} next={next} passkey={passkey} />,
      input,
    );
  },
  async act(exchange, typed) {
    await findAtStage(exchange, STAGE);
    return await enterContinued(exchange, await passSecondFactor(exchange, { code: typed.code }));
  },
};

export const proveForm: FormPage<typeof codeFields, 'authenticated'> = {
  fields: codeFields,
  async draw(exchange, form, input) {
    const next = safeNext(exchange);
    const { principal } = input;
    const { secondFactor } = exchange.context.useCases;
    const asked = { userId: principal.user.id, scope: reauthenticationOf(principal) };
    const passkey = await unlessNone(() => secondFactor.beginPasskeyProof(asked));
    return await answerPage(
      exchange,
      (page) => <SecondFactorProveView page={page} form={form} next={next} passkey={passkey} />,
      input,
    );
  },
  async act(exchange, typed, { principal }) {
    const { context, visitor } = exchange;
    const { secondFactor } = context.useCases;
    await exchange.startSession(await secondFactor.reauthenticate({ principal, code: typed.code, visitor }));
    return goTo(exchange, safeNext(exchange) ?? paths.secondFactors);
  },
};

const setUpFields = { code: 'text', name: 'text' } as const;

const setUpForm: FormPage<typeof setUpFields, 'authenticated'> = {
  fields: setUpFields,
  async draw(exchange, form, input) {
    const { principal } = input;
    const { secondFactor } = exchange.context.useCases;
    const setUp =
      (await secondFactor.findTotpSetUp({ principal })) ?? (await secondFactor.beginTotp({ principal }));
    return await answerPage(
      exchange,
      (page) => <TotpSetUpView page={page} form={form} setUp={setUp} />,
      input,
    );
  },
  async act(exchange, typed, { principal }) {
    const { context, visitor } = exchange;
    const { secondFactor } = context.useCases;
    const begun = await secondFactor.findTotpSetUp({ principal });
    // Begun in another tab, and finished or over: it begins anew.
    if (begun === null) return goTo(exchange, paths.totpBegin);
    const confirmed = await secondFactor.confirmTotp({ principal, id: begun.id, ...typed, visitor });
    await exchange.startSession(confirmed.issued);
    const codes = confirmed.recoveryCodes;
    if (codes !== null)
      return await answerPage(exchange, (page) => <RecoveryCodesView page={page} codes={codes} isNew />);
    exchange.flash('success', exchange.translate('second_factor.codes_on'));
    return goTo(exchange, paths.secondFactors);
  },
};

/** What is asked for a passkey; null for who has none. */
async function unlessNone(begin: () => Promise<PasskeyCeremony>): Promise<PasskeyCeremony | null> {
  try {
    return await begin();
  } catch (error) {
    if (error instanceof AccountsError && error.refusal.code === 'not-found') return null;
    throw error;
  }
}

async function showFactors(exchange: Exchange, { principal: { user } }: OwnInput): Promise<Answer> {
  const factors = await exchange.context.useCases.secondFactor.list({ userId: user.id });
  return await answerPage(exchange, (page) => <SecondFactorsView page={page} factors={factors} />);
}

async function removeApp(exchange: Exchange, { principal, params: { id } }: OwnInput): Promise<Answer> {
  const { context, visitor } = exchange;
  await context.useCases.secondFactor.removeTotp({ principal, id: readId(id), visitor });
  exchange.flash('success', exchange.translate('second_factor.removed'));
  return goTo(exchange, paths.secondFactors);
}

async function makeCodes(exchange: Exchange, { principal }: OwnInput): Promise<Answer> {
  const { context, visitor } = exchange;
  const codes = await context.useCases.secondFactor.makeRecoveryCodes({ principal, visitor });
  return await answerPage(exchange, (page) => <RecoveryCodesView page={page} codes={codes} isNew={false} />);
}

export const secondFactorRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'mfa_authenticate',
    at: [paths.secondFactorEnter],
    servesStage: STAGE,
    access: 'anyone',
    issues: 'session',
    get: answerEmptyForm(enterForm),
    post: answerForm(enterForm),
  }),
  ...pageRoutes({ name: 'mfa_index', at: [paths.secondFactors], access: 'authenticated', get: showFactors }),
  ...pageRoutes({
    name: 'mfa_reauthenticate',
    at: [paths.secondFactorProve],
    access: 'authenticated',
    issues: 'session',
    get: answerEmptyForm(proveForm),
    post: answerForm(proveForm),
  }),
  ...pageRoutes({
    name: 'mfa_activate_totp',
    at: [paths.totpBegin],
    access: 'authenticated',
    issues: 'session',
    get: withFactorProof(paths.totpBegin, answerEmptyForm(setUpForm)),
    post: withFactorProof(paths.totpBegin, answerForm(setUpForm)),
  }),
  ...pageRoutes({
    name: 'mfa_deactivate_totp',
    at: ['/accounts/2fa/totp/:id/deactivate/'],
    access: 'authenticated',
    post: withFactorProof(paths.secondFactors, removeApp),
  }),
  ...pageRoutes({
    name: 'mfa_generate_recovery_codes',
    at: [paths.recoveryCodes],
    access: 'authenticated',
    post: withFactorProof(paths.secondFactors, makeCodes),
  }),
];
