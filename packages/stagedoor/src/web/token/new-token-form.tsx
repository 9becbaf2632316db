import { fieldRefusal } from '../../core/kernel/errors.ts';
import type { TokenScope } from '../../core/session/token-scope.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { answerPage } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormFields, type FormPage } from '../form-page.ts';
import type { OwnInput } from '../page-record.ts';
import { NewTokenMadeView, NewTokenView, permissionBox } from './new-token-views.tsx';

const DEFAULTS = { methods: 'read', expires_in_days: '90' };
const fixedFields = { name: 'text', methods: 'text', expires_in_days: 'text' } as const;

/** The form has a box for each permission that its owner may give, so it differs from one person to the next. */
async function formFor(
  { context }: Exchange,
  { principal }: OwnInput,
): Promise<FormPage<FormFields, 'authenticated'>> {
  const permissions = await context.useCases.personalToken.listGivable({ principal });
  const boxes = permissions.map((name) => [permissionBox(name), 'box'] as const);
  return {
    fields: { ...Object.fromEntries(boxes), ...fixedFields },
    draw: (exchange, form, input) =>
      answerPage(
        exchange,
        (page) => <NewTokenView page={page} form={form} permissions={permissions} />,
        input,
      ),
    async act(exchange, typed) {
      const ticked = permissions.filter((name) => typed[permissionBox(name)] !== '');
      const made = await exchange.context.useCases.personalToken.create({
        principal,
        name: typed.name ?? '',
        scope: { permissions: ticked, methods: methodsIn(typed.methods ?? '') },
        expiresInDays: Number(typed.expires_in_days),
        visitor: exchange.visitor,
      });
      // Not by way of a redirect: the token would have to wait somewhere until the next page is asked for.
      const name = typed.name ?? '';
      return await answerPage(exchange, (page) => <NewTokenMadeView page={page} made={made} name={name} />);
    },
  };
}

function methodsIn(input: string): TokenScope['methods'] {
  if (input === 'read' || input === 'write') return input;
  throw fieldRefusal('methods', 'invalid_choice', { input });
}

export async function showNewTokenForm(exchange: Exchange, own: OwnInput): Promise<Answer> {
  return await answerEmptyForm(await formFor(exchange, own), DEFAULTS)(exchange, own);
}

/** Answers with the token itself, this once. */
export async function createToken(exchange: Exchange, own: OwnInput): Promise<Answer> {
  return await answerForm(await formFor(exchange, own))(exchange, own);
}
