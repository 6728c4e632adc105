import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Page } from '../page.tsx';
import { refusalIn } from '../refusal.ts';
import { useAsking } from '../useAsking.ts';
import { AuditFilters } from './auditFilters.tsx';
import { AuditLines } from './auditLines.tsx';
import { everything, filterOf, isBackwards, type Wanted } from './filter.ts';

export function AuditLog() {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const asking = useAsking();
  const [wanted, setWanted] = useState<Wanted>(everything);
  const filter = filterOf(wanted);
  const backwards = isBackwards(wanted);
  const save = () =>
    asking.run(async () => {
      const { value } = await screen.ask('audit.export', { filter });
      const link = document.createElement('a');
      link.href = value.url;
      link.download = 'audit.csv';
      link.click();
    });
  const action = (
    <Button disabled={asking.busy || backwards} onClick={() => void save()}>
      <Download className="size-4" aria-hidden />
      {t(asking.busy ? 'audit.exporting' : 'audit.export')}
    </Button>
  );
  return (
    <Page id="audit" intro={t('audit.intro')} action={action} wide>
      {asking.trouble && <FieldError>{refusalIn(t, asking.trouble.reason)}</FieldError>}
      <AuditFilters wanted={wanted} onChange={setWanted} />
      {!backwards && <AuditLines key={JSON.stringify(filter)} filter={filter} onClear={() => setWanted(everything)} />}
    </Page>
  );
}
