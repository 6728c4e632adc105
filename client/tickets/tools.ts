import { later } from '../ui/later.ts';

/** Choosing, filtering and the views of one's own: what a list can do beyond being read. It comes when the desk stands. */
export const { load: loadTools, use: useTools } = later(() => import('./toolset.ts'));
