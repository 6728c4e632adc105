import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startLanguage } from './i18n/language.ts';
import { tidyAfterwards } from './session/leave.ts';
import { startSession } from './session/session.ts';
import { heedDoubleClicks } from './ui/doubleClicks.ts';
import { startTheme } from './ui/theme.ts';
import './theme.css';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has lost its root');

startTheme();
heedDoubleClicks();
tidyAfterwards();
// The words and who is signed in are fetched side by side.
void startSession();
await startLanguage();
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
