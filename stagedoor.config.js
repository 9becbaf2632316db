// What `npx stagedoor` reads in this folder: the community's settings, database and pages. Made by `npm run build`.
export { site } from './packages/community/dist/site.js';
