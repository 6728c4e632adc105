/** Two short notes, made here: nothing is fetched. Only one of the browser's tabs plays them. */
const notes = [
  { at: 0, hertz: 659 },
  { at: 0.12, hertz: 880 },
];
const noteSeconds = 0.16;
/** Louder than a keystroke, softer than a telephone. */
const loudness = 0.08;
/** Other tabs that hear the same at the same time keep still for so long. */
const holdMs = 1_500;

let audio: AudioContext | undefined;

async function play(): Promise<void> {
  audio ??= new AudioContext();
  // A browser plays nothing before the reader has touched the page.
  if (audio.state === 'suspended') await audio.resume();
  for (const { at, hertz } of notes) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const start = audio.currentTime + at;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(loudness, start);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + noteSeconds);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + noteSeconds);
  }
}

export function sound(): void {
  const once = async (free: unknown) => {
    if (!free) return;
    await play();
    await new Promise((resolve) => setTimeout(resolve, holdMs));
  };
  const played = navigator.locks ? navigator.locks.request('baton.sound', { ifAvailable: true }, once) : play();
  void Promise.resolve(played).catch(() => {});
}
