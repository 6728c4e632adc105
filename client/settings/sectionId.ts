/** Names a section in its address and in the catalogue. */
export type SectionId =
  | 'profile'
  | 'notifications'
  | 'security'
  | 'sessions'
  | 'tokens'
  | 'workspace'
  | 'members'
  | 'teams'
  | 'mail'
  | 'pipelines'
  | 'properties'
  | 'senders'
  | 'audit';
