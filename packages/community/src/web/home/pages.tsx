import { answerPage, pageRoutes, type Route } from 'stagedoor/web';
import { HomeView } from './views.tsx';

/** `/`: the way in for strangers, the way to everything for those who are in. */
export const homeRoutes: readonly Route[] = pageRoutes({
  name: 'home',
  at: ['/'],
  access: 'anyone',
  get: (exchange) => answerPage(exchange, (page) => <HomeView page={page} />),
});
