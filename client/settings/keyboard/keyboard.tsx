import '../../keyboard/words/load.ts';
import { RotateCcw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type KeyAction, usualKeys } from '../../../shared/keys.ts';
import { useShown } from '../../connection/screenContext.ts';
import { Caps } from '../../keyboard/capRow.tsx';
import { capsOf } from '../../keyboard/caps.ts';
import { type KeyLine, keyGroups } from '../../keyboard/listed.ts';
import { switchSingleKeys, useSingleKeys } from '../../keyboard/singleKeys.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { IconButton } from '../../ui/iconButton.tsx';
import { Card, Row } from '../card.tsx';
import { Page } from '../page.tsx';
import { refusalIn } from '../refusal.ts';
import { type Holder, KeyButton } from './keyButton.tsx';
import { type Keys, useOwnKeys } from './useOwnKeys.ts';

/** The reader's keys: each is pressed to be chosen, and stored at once. product: V8 */
export function KeyboardSettings() {
  const { t } = useTranslation('settings');
  const { t: words } = useTranslation('keys');
  const { t: common } = useTranslation();
  const { keys, changed, trouble, choose } = useOwnKeys();
  const meId = useShown((state) => state.meId);
  const letters = useSingleKeys(meId);
  const groups = keyGroups(words, (id) => common(`view.${id}`));
  const actions = groups.flatMap(({ lines }) => lines.flatMap((line) => ('action' in line ? [line] : [])));
  const holderOf = (key: string, but: KeyAction) =>
    actions.find(({ action }) => action !== but && key !== '' && keys[action] === key) ?? null;

  return (
    <Page
      id="keyboard"
      intro={words('intro')}
      action={
        <Button disabled={!changed} onClick={() => choose(usualKeys)}>
          {words('own.allUsual')}
        </Button>
      }
    >
      {trouble && <FieldError>{refusalIn(t, trouble)}</FieldError>}
      <label className="flex min-h-6 items-center gap-2 max-md:min-h-11">
        <input
          type="checkbox"
          checked={letters}
          onChange={(event) => switchSingleKeys(meId, event.target.checked)}
          className="size-4 accent-accent"
        />
        {words('letters')}
      </label>
      <p className="text-ink-2">{words('own.how')}</p>
      {groups.map(({ title, lines }) => (
        <Card key={title} title={title}>
          <ul>
            {lines.map((line) => (
              <Row key={line.what}>
                <span className="min-w-0 flex-1">{line.what}</span>
                <LineKey line={line} keys={keys} holderOf={holderOf} onChoose={choose} />
              </Row>
            ))}
          </ul>
        </Card>
      ))}
    </Page>
  );
}

interface LineKeyProps {
  line: KeyLine;
  keys: Keys;
  /** What else does this key already. */
  holderOf: (key: string, but: KeyAction) => Holder | null;
  onChoose: (keys: Keys) => void;
}

function LineKey({ line, keys, holderOf, onChoose }: LineKeyProps) {
  const { t } = useTranslation('keys');
  if (!('action' in line)) {
    return (
      <span className="flex items-center gap-1 px-2">
        <Caps caps={line.caps} />
      </span>
    );
  }
  const { action, what } = line;
  const [key, usual] = [keys[action], usualKeys[action]];
  return (
    <>
      <KeyButton
        what={what}
        caps={capsOf(key)}
        holderOf={(wanted) => holderOf(wanted, action)}
        onChoose={(wanted, from) => onChoose({ ...keys, ...(from ? { [from]: '' } : {}), [action]: wanted })}
      />
      <IconButton
        icon={RotateCcw}
        label={t('own.usual', { what })}
        disabled={key === usual || holderOf(usual, action) !== null}
        onClick={() => onChoose({ ...keys, [action]: usual })}
      />
      <IconButton
        icon={X}
        label={t('own.clear', { what })}
        disabled={key === ''}
        onClick={() => onChoose({ ...keys, [action]: '' })}
      />
    </>
  );
}
