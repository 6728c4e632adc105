/** Names a section in its address and in the catalogue. */
export type SectionId =
  | 'profile'
  | 'notifications'
  | 'keyboard'
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
