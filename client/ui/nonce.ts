/** The page's style nonce, which the server put into its head; without one (development) nothing needs it. */
const found = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
export const nonce = found && !found.startsWith('%') ? found : undefined;
