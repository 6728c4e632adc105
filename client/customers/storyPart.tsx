import './words/load.ts';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../shared/entities.ts';
import { Part } from '../contacts/personFrame.tsx';
import { Story } from './story.tsx';

/** A contact's story on his page. */
export default function StoryPart(props: { contact: ContactView; changes: string }) {
  const { t } = useTranslation('customers');
  return (
    <Part title={t('story')}>
      <Story {...props} />
    </Part>
  );
}
