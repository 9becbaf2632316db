import { startSite } from 'stagedoor';
import { site } from './site.ts';

// `npm start`. The site's own folder is the working directory; its settings are the environment's.
await startSite(site);
