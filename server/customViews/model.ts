import type { CustomView } from '../../shared/contract/views.ts';
import type { Id } from '../../shared/ids.ts';

export interface StoredView extends Omit<CustomView, 'id'> {
  _id: Id;
  workspaceId: Id;
}

export const viewOf = ({ _id, workspaceId: _workspace, ...view }: StoredView): CustomView => ({ id: _id, ...view });
