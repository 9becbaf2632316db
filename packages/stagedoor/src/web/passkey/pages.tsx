import { AccountsError } from '../../core/kernel/errors.ts';
import type { Passkey } from '../../core/passkey/passkey.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { passByPasskey } from '../../http/exchange/pass-by-passkey.ts';
import { readPasskeyAnswer } from '../../http/request/passkey-answer.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { enter } from '../login/enter.ts';
import { logInForm as passwordForm } from '../login/pages.tsx';
import { enterContinued, findAtStage } from '../login/pass-stage.ts';
import { safeNext } from '../next.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { paths, withNext } from '../paths.ts';
import { readId } from '../read-id.ts';
import { withFactorProof } from '../second-factor/factor-proof.ts';
import { enterForm, proveForm } from '../second-factor/pages.tsx';
import { RecoveryCodesView } from '../second-factor/set-up-views.tsx';
import { PasskeyAddView, PasskeyRenameView, PasskeysView } from './views.tsx';

/** What a browser answered nobody typed: what is wrong with it is wrong with the whole form. */
const renames = { ceremony: 'non_field_errors', credential: 'non_field_errors' };

const answerFields = { ceremony: 'text', credential: 'secret', next: 'text' } as const;

const logInForm: FormPage<typeof answerFields> = {
  fields: answerFields,
  renames,
  draw: passwordForm.draw,
  async act(exchange, typed) {
    const { visitor, context } = exchange;
    const replaced = await exchange.findReplacedSessions();
    const answer = readPasskeyAnswer(typed);
    return await enter(
      exchange,
      await context.useCases.login.byPasskey({ ...answer, rememberMe: null, ...replaced, visitor }),
    );
  },
};

const stageForm: FormPage<typeof answerFields> = {
  fields: answerFields,
  renames,
  draw: enterForm.draw,
  async act(exchange, typed) {
    await findAtStage(exchange, 'second-factor');
    return await enterContinued(exchange, await passByPasskey(exchange, readPasskeyAnswer(typed)));
  },
};

const proveByPasskeyForm: FormPage<typeof answerFields, 'authenticated'> = {
  fields: answerFields,
  renames,
  draw: proveForm.draw,
  async act(exchange, typed, { principal }) {
    const { context, visitor } = exchange;
    const { secondFactor } = context.useCases;
    const answer = readPasskeyAnswer(typed);
    await exchange.startSession(
      await secondFactor.reauthenticateByPasskey({ principal, ...answer, visitor }),
    );
    return goTo(exchange, safeNext(exchange) ?? paths.passkeys);
  },
};

const addFields = { ceremony: 'text', credential: 'secret', name: 'text' } as const;

function addForm(kind: Passkey['kind']): FormPage<typeof addFields, 'authenticated'> {
  return {
    fields: addFields,
    renames,
    async draw(exchange, form, input) {
      const ceremony = await exchange.context.useCases.passkey.begin({ principal: input.principal, kind });
      return await answerPage(
        exchange,
        (page) => <PasskeyAddView page={page} form={form} kind={kind} ceremony={ceremony} />,
        input,
      );
    },
    async act(exchange, typed, { principal }) {
      const { context, visitor } = exchange;
      const answer = { ...readPasskeyAnswer(typed), name: typed.name };
      const added = await context.useCases.passkey.add({ principal, ...answer, visitor });
      await exchange.startSession(added.issued);
      const codes = added.recoveryCodes;
      if (codes !== null)
        return await answerPage(exchange, (page) => <RecoveryCodesView page={page} codes={codes} isNew />);
      exchange.flash('success', exchange.translate('passkey.added'));
      return goTo(exchange, paths.passkeys);
    },
  };
}

const renameFields = { name: 'text' } as const;

const renameForm: FormPage<typeof renameFields, 'authenticated'> = {
  fields: renameFields,
  async draw(exchange, form, input) {
    const passkey = await ownPasskey(exchange, input);
    const values = { name: passkey.name, ...form.values };
    return await answerPage(
      exchange,
      (page) => <PasskeyRenameView page={page} form={{ ...form, values }} passkey={passkey} />,
      input,
    );
  },
  async act(exchange, typed, { principal, params }) {
    const id = readId(params.id);
    await exchange.context.useCases.passkey.rename({ principal, id, name: typed.name });
    const name = typed.name || exchange.translate('passkey.unnamed');
    exchange.flash('success', exchange.translate('passkey.saved', { name }));
    return goTo(exchange, paths.passkeys);
  },
};

async function ownPasskey(exchange: Exchange, { principal, params }: OwnInput): Promise<Passkey> {
  const id = readId(params.id);
  const own = await exchange.context.useCases.passkey.list({ userId: principal.user.id });
  const found = own.find((passkey) => passkey.id === id);
  if (found === undefined) throw new AccountsError({ code: 'not-found' });
  return found;
}

async function showPasskeys(exchange: Exchange, { principal: { user } }: OwnInput): Promise<Answer> {
  const passkeys = await exchange.context.useCases.passkey.list({ userId: user.id });
  return await answerPage(exchange, (page) => (
    <PasskeysView page={page} passkeys={passkeys} isManaged={user.managedBy !== null} />
  ));
}

async function removePasskey(exchange: Exchange, { principal, params: { id } }: OwnInput): Promise<Answer> {
  const { context, visitor } = exchange;
  await context.useCases.passkey.remove({ principal, id: readId(id), visitor });
  exchange.flash('success', exchange.translate('passkey.removed'));
  return goTo(exchange, paths.passkeys);
}

const addRoutes = ([kind, path, name]: readonly [Passkey['kind'], string, string]): readonly Route[] => [
  ...pageRoutes({
    name,
    at: [path],
    access: 'authenticated',
    issues: 'session',
    get: withFactorProof(path, answerEmptyForm(addForm(kind))),
    post: withFactorProof(path, answerForm(addForm(kind))),
  }),
];

export const passkeyRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'mfa_login_webauthn',
    at: [paths.passkeyLogIn],
    access: 'anonymous',
    issues: 'session',
    get: (exchange) => goTo(exchange, withNext(paths.logIn, safeNext(exchange))),
    post: answerForm(logInForm),
  }),
  ...pageRoutes({
    name: 'mfa_authenticate_webauthn',
    at: [paths.passkeyEnter],
    servesStage: 'second-factor',
    access: 'anyone',
    issues: 'session',
    get: (exchange) => goTo(exchange, withNext(paths.secondFactorEnter, safeNext(exchange))),
    post: answerForm(stageForm),
  }),
  ...pageRoutes({
    name: 'mfa_reauthenticate_webauthn',
    at: [paths.passkeyProve],
    access: 'authenticated',
    issues: 'session',
    get: (exchange) => goTo(exchange, withNext(paths.secondFactorProve, safeNext(exchange))),
    post: answerForm(proveByPasskeyForm),
  }),
  ...pageRoutes({
    name: 'mfa_list_webauthn',
    at: [paths.passkeys],
    access: 'authenticated',
    get: showPasskeys,
  }),
  ...addRoutes(['passwordless', paths.passkeyAdd, 'mfa_add_webauthn']),
  ...addRoutes(['second-factor', paths.securityKeyAdd, 'mfa_add_security_key']),
  ...pageRoutes({
    name: 'mfa_edit_webauthn',
    at: ['/accounts/2fa/webauthn/keys/:id/edit/'],
    access: 'authenticated',
    get: answerEmptyForm(renameForm),
    post: answerForm(renameForm),
  }),
  ...pageRoutes({
    name: 'mfa_remove_webauthn',
    at: ['/accounts/2fa/webauthn/keys/:id/remove/'],
    access: 'authenticated',
    post: withFactorProof(paths.passkeys, removePasskey),
  }),
];
