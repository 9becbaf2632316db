import { build } from './workplace/build.ts';

// `npm run build`
if (!(await build())) process.exitCode = 1;
