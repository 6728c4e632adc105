import { Plus, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Card, Row } from '../card.tsx';
import { Page } from '../page.tsx';
import { PropertyPanel } from './propertyPanel.tsx';

/** What tickets carry besides what every ticket has. product: T12. */
export function Properties() {
  const { t } = useTranslation('settings');
  const all = Object.values(useShown((state) => state.properties));
  const own = all.filter(({ preset, deleted }) => !preset && !deleted).sort((a, b) => (a.id < b.id ? -1 : 1));
  const category = all.find(({ preset }) => preset === 'category') ?? null;
  const choices = category?.options.filter(({ gone }) => !gone).map(({ name }) => name) ?? [];
  /** Which is open: `new`, `category`, or an id. */
  const [open, setOpen] = useState<string | null>(null);
  const chosen = open === 'category' ? category : (own.find(({ id }) => id === open) ?? null);
  const add = (
    <Button look="primary" onClick={() => setOpen('new')}>
      <Plus className="size-4" aria-hidden />
      {t('properties.add')}
    </Button>
  );
  return (
    <>
      <Page id="properties" intro={t('properties.intro')} action={add}>
        <Card title={t('properties.builtIn')}>
          <ul>
            <Row>
              <span className="min-w-0 flex-1 truncate font-medium">{t('properties.category')}</span>
              <span className="min-w-0 truncate text-ink-3">{choices.join(', ') || t('properties.noChoices')}</span>
              <Button
                size="small"
                aria-label={t('properties.open', { name: t('properties.category') })}
                aria-expanded={open === 'category'}
                onClick={() => setOpen('category')}
              >
                {t('change')}
              </Button>
            </Row>
          </ul>
        </Card>
        <Card title={t('properties.own')}>
          {own.length === 0 ? (
            <Empty icon={SlidersHorizontal} title={t('properties.none')} body={t('properties.noneHint')} />
          ) : (
            <ul>
              {own.map((property) => (
                <Row key={property.id}>
                  <span className="min-w-0 flex-1 truncate font-medium">{property.name}</span>
                  <span className="text-ink-3">{t(`properties.kinds.${property.kind}`)}</span>
                  <Button
                    size="small"
                    aria-label={t('properties.open', { name: property.name })}
                    aria-expanded={property.id === open}
                    onClick={() => setOpen(property.id)}
                  >
                    {t('change')}
                  </Button>
                </Row>
              ))}
            </ul>
          )}
        </Card>
      </Page>
      {(open === 'new' || open === 'category' || chosen) && (
        <PropertyPanel key={open} property={chosen} isCategory={open === 'category'} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
