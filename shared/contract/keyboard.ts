import { z } from 'zod';
import { OwnKeys, PreferencesView } from '../entities.ts';
import { command } from './call.ts';

export const keyboardCalls = {
  'keyboard.setKeys': command(
    'Which keys do what for you, on all your devices: by action a single character, `g` and a character, or nothing. What is left out has its usual key. Two actions on one key are refused as `conflict`, with both in `details.actions`. Keys with Ctrl or ⌘ stay.',
    z.strictObject({ keys: OwnKeys }),
    PreferencesView,
  ),
};
