/** Names what one person in one workspace writes on this device. */
export const slotPrefix = (workspaceId: string, userId: string): string => `${workspaceId}/${userId}/`;
