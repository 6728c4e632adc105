import { disk } from './leave.ts';

export const loadLeaveDialog = () => import('./leaveDialog.tsx');

/** Without a line, too, somebody may want to sign out: nothing has to be fetched for it then. */
export const readyToLeave = (): Promise<unknown> => Promise.all([disk(), loadLeaveDialog(), import('./signIn.tsx')]);
