/** The sign-ins that come with the demo workspace. */
export const people = ['ada', 'ben', 'mei', 'kai', 'rio'] as const;
export const password = 'baton-demo';

/** Does this server hold the demo workspace? */
export async function isDemo(): Promise<boolean> {
  try {
    const body: unknown = await (await fetch('/healthz')).json();
    return typeof body === 'object' && body !== null && 'demo' in body && body.demo === true;
  } catch {
    return false;
  }
}
