export { site } from './src/site.ts';
