import { Popover } from '@base-ui/react/popover';
import type { Editor } from '@tiptap/react';
import { Link } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { fieldLook } from '../ui/field.tsx';
import { IconButton } from '../ui/iconButton.tsx';

const withScheme = (address: string) => (/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`);

export function LinkButton({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState('');

  const show = (next: boolean) => {
    const href: unknown = editor.getAttributes('link').href;
    if (next) setAddress(typeof href === 'string' ? href : '');
    setOpen(next);
  };
  const apply = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const href = address.trim();
    setOpen(false);
    const chain = editor.chain().focus().extendMarkRange('link');
    if (!href) chain.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive('link')) {
      chain
        .insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href: withScheme(href) } }] })
        .run();
    } else chain.setLink({ href: withScheme(href) }).run();
  };
  return (
    <Popover.Root open={open} onOpenChange={show}>
      <Popover.Trigger render={<IconButton small icon={Link} label={t('composer.link')} />} />
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={6} collisionPadding={8} className="z-40">
          <Popover.Popup className="rounded-card border border-line-strong bg-raised p-2 shadow-pop outline-none">
            <form onSubmit={apply} className="flex items-center gap-2">
              <input
                aria-label={t('composer.linkAddress')}
                placeholder="https://"
                value={address}
                onChange={(event) => setAddress(event.target.value)}
                className={`${fieldLook} w-64`}
              />
              <Button look="primary" type="submit">
                {t('composer.linkApply')}
              </Button>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
