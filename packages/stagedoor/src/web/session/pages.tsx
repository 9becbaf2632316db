import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { DevicesView } from './device-views.tsx';
import { SessionsView } from './views.tsx';

async function showSessions(exchange: Exchange, { principal }: OwnInput): Promise<Answer> {
  const sessions = await exchange.context.useCases.session.list({ principal });
  return await answerPage(exchange, (page) => <SessionsView page={page} sessions={sessions} />);
}

async function showDevices(exchange: Exchange, { principal }: OwnInput): Promise<Answer> {
  const [devices, visits] = await Promise.all([
    exchange.context.useCases.device.list({ principal }),
    exchange.context.useCases.activity.listVisits({ principal }),
  ]);
  return await answerPage(exchange, (page) => <DevicesView page={page} devices={devices} visits={visits} />);
}

async function endOne(exchange: Exchange, { principal, params: { id } }: OwnInput): Promise<Answer> {
  const sessionId = readId(id);
  await exchange.context.useCases.session.end({
    principal,
    sessionId,
    browser: await exchange.findBrowserCredentials(),
    visitor: exchange.visitor,
  });
  if (sessionId === principal.session?.id) {
    exchange.forgetSession();
    return goTo(exchange, paths.logIn);
  }
  exchange.flash('success', exchange.translate('sessions.ended'));
  return goTo(exchange, paths.sessions);
}

async function endOthers(exchange: Exchange, { principal }: OwnInput): Promise<Answer> {
  const { visitor } = exchange;
  const count = await exchange.context.useCases.session.endOthers({
    principal,
    includingThis: false,
    visitor,
  });
  exchange.flash('success', exchange.translate('sessions.ended_others', { count }));
  return goTo(exchange, paths.sessions);
}

async function forgetOne(exchange: Exchange, { principal, params: { id } }: OwnInput): Promise<Answer> {
  const { visitor } = exchange;
  await exchange.context.useCases.device.forget({ principal, deviceId: readId(id), visitor });
  exchange.flash('success', exchange.translate('devices.forgotten'));
  return goTo(exchange, paths.devices);
}

export const sessionRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'usersessions_list',
    at: [paths.sessions],
    access: 'authenticated',
    get: showSessions,
  }),
  ...pageRoutes({
    name: 'account_end_session',
    at: ['/accounts/sessions/:id/end/'],
    access: 'authenticated',
    post: endOne,
  }),
  ...pageRoutes({
    name: 'account_end_other_sessions',
    at: [paths.endOtherSessions],
    access: 'authenticated',
    post: endOthers,
  }),
  ...pageRoutes({ name: 'account_devices', at: [paths.devices], access: 'authenticated', get: showDevices }),
  ...pageRoutes({
    name: 'account_forget_device',
    at: ['/accounts/devices/:id/forget/'],
    access: 'authenticated',
    post: forgetOne,
  }),
];
