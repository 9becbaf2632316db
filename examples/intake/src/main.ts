import { startSite } from 'stagedoor';
import { site } from './site.ts';

await startSite(site);
