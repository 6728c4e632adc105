import '../views/words/load.ts';

export { BulkBar } from '../bulk/bulkBar.tsx';
export { meaningOf } from '../filters/meaning.ts';
export { NoMatch } from '../filters/noMatch.tsx';
export { Trayed } from '../filters/trayed.tsx';
export { CustomViewItems } from '../views/customViewItems.tsx';
export { CustomViews } from '../views/customViews.tsx';
export { sayGone } from '../views/gone.ts';
export { LayoutSwitch } from './layoutSwitch.tsx';
export { Listing } from './listing.tsx';
export { ListTools } from './listTools.tsx';
export { RowCheck } from './rowCheck.tsx';
