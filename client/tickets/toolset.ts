import '../views/words/load.ts';

export { meaningOf } from '../filters/meaning.ts';
export { NoMatch } from '../filters/noMatch.tsx';
export { CustomViewItems } from '../views/customViewItems.tsx';
export { Listing } from './listing.tsx';
export { ListTools } from './listTools.tsx';
export { RowCheck } from './rowCheck.tsx';
