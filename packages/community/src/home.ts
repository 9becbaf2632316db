import { defineFeature } from 'stagedoor';
import { homeTexts } from './texts/home.ts';
import { homeRoutes } from './web/home/pages.tsx';

/** The home page, in the words of every language that the site has. */
export const home = defineFeature({ name: 'home', texts: homeTexts, pages: () => homeRoutes });
