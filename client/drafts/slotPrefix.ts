/** Names what one person in one workspace writes on this device. */
export const slotPrefix = (workspaceId: string, userId: string): string => `${workspaceId}/${userId}/`;

/** Is this a place where that person writes, in whichever of his workspaces? */
export const isSlotOf =
  (userId: string) =>
  (slot: string): boolean =>
    slot.split('/')[1] === userId;
