import { bundle } from './workplace/bundle.ts';
import { inCheckout } from './workplace/checkout.ts';

// A part of `npm run build`, in a process of its own: `npm start` serves in the one that builds.
await bundle(inCheckout('packages', 'stagedoor'));
