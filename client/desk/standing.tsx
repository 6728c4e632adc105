import { Suspense } from 'react';
import { useScreen } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import SentBar from '../drafts/sentBar.tsx';
import { questionOf } from '../required/asking.ts';
import { lazily } from '../ui/lazily.ts';

const loadPrompt = () => import('../required/prompt.tsx');
const Prompt = lazily(loadPrompt);
void loadPrompt().catch(() => {});

/** What lies over the desk wherever on it one is: the way back from a send, and what a status asks for. */
export default function Standing() {
  const question = useStore(questionOf(useScreen()), (value) => value);
  return (
    <>
      <SentBar />
      <Suspense>{question && <Prompt key={question.keys.join()} question={question} />}</Suspense>
    </>
  );
}
