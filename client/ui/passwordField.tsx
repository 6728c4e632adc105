import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from './field.tsx';

/** A password, which its writer may look at. */
export function PasswordField(props: Omit<ComponentProps<typeof Field>, 'type' | 'inside'>) {
  const { t } = useTranslation();
  const [visible, setVisible] = useState(false);
  const Icon = visible ? EyeOff : Eye;
  return (
    <Field
      {...props}
      type={visible ? 'text' : 'password'}
      inside={
        <button
          type="button"
          aria-label={t(visible ? 'signIn.hidePassword' : 'signIn.showPassword')}
          onClick={() => setVisible(!visible)}
          className="flex size-7 items-center justify-center rounded-chip text-ink-3 hover:text-ink max-md:size-10"
        >
          <Icon className="size-4" aria-hidden />
        </button>
      }
    />
  );
}
